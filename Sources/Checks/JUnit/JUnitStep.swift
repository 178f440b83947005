internal import Artifacts
internal import Files
internal import Model

/// Steps that read what the project's own tests left behind.
enum JUnitStep: StepKind {
    static let name = "junit"
    static let summary = "JUnit reports of tests that ran elsewhere: all have passed, and there are enough"
    static let checksByItself = true
    static let facts: Set<String> = [
        "tests", "passed", "failures", "errors", "skipped", "flaky", "test_time", "reports", "age",
    ]

    static let shape = MappingShape(
        "junit",
        ArtifactFiles.fields(file: "file", "the report")
            + [
                Field(
                    "min_tests", .integer(1...1_000_000), default: "1",
                    "how many test cases have to have run; skipped ones have not"),
                Field(
                    "max_age", .duration,
                    "the report is not older, by the file's time and by what it says of itself"),
            ], exactlyOne: ["file", "glob"])

    private struct Rules: Sendable {
        var minTests: Int
        var maxAge: Duration?
    }

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: TestTally.rule, fix: "have the tests run and pass before the release")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let files = ArtifactFiles(reader, file: "file", context) else { return nil }
        let rules = Rules(minTests: reader.int("min_tests") ?? 1, maxAge: reader.duration("max_age"))
        return ArtifactProbe(
            kind: name, rule: TestTally.rule, files: files, isRequired: false, location: node.location
        ) { files, now, judgement in
            judge(files, rules, now, &judgement)
        }
    }

    private static func judge(
        _ files: [ArtifactProbe.File], _ rules: Rules, _ now: Timestamp, _ judgement: inout ArtifactJudgement
    ) {
        var tally = TestTally()
        var seen = 0
        var isComplete = true
        for file in files {
            do throws(ArtifactProblem) {
                tally = try JUnitReader.read(file.content.bytes, into: tally)
            } catch {
                judgement.add(error, file: file.path)
                isComplete = false
                continue
            }
            judgement.add(Array(tally.problems.dropFirst(seen)), file: file.path)
            seen = tally.problems.count
            let age = ArtifactText.age(modified: file.content.modified, now: now)
            let stale = ArtifactText.staleness(
                age, limit: rules.maxAge, rule: TestTally.rule, subject: Path.name(of: file.path))
            if let stale { judgement.add(stale, file: file.path) }
        }
        let place = files[0].path
        if let limit = rules.maxAge, let newest = tally.newest {
            // A copied report has a new file around old results. Times without a zone are taken for the latest they can be.
            let age = max(0, now.millisecondsSince1970 - newest.latest.millisecondsSince1970)
            let stale = ArtifactText.staleness(age, limit: limit, rule: TestTally.rule, subject: "timestamp")
            if let stale { judgement.add(stale, file: place) }
        }
        if tally.unlistedFailures > 0 {
            judgement.add(
                ArtifactProblem(
                    TestTally.rule, "further tests", expected: "to pass",
                    actual: "\(tally.unlistedFailures) more failed"), file: place)
        }
        // Of tests that could not be read nobody knows whether they ran.
        if isComplete, tally.ran < rules.minTests {
            let skipped = tally.skipped > 0 ? " and \(tally.skipped) skipped" : ""
            judgement.add(
                ArtifactProblem(
                    TestTally.rule, "tests", expected: "at least \(rules.minTests) that ran",
                    actual: "\(tally.ran)\(skipped)", fix: "see why the tests did not run, or were not reported"),
                file: place)
        }
        note(tally, files, &judgement)
    }

    private static func note(
        _ tally: TestTally, _ files: [ArtifactProbe.File], _ judgement: inout ArtifactJudgement
    ) {
        judgement.facts.merge([
            "tests": .integer(tally.tests), "passed": .integer(tally.passed), "failures": .integer(tally.failures),
            "errors": .integer(tally.errors), "skipped": .integer(tally.skipped), "flaky": .integer(tally.flaky),
            "test_time": ArtifactFacts.time(seconds: tally.seconds), "reports": .integer(files.count),
        ]) { $1 }
        let others = [("failed", tally.failures), ("errors", tally.errors), ("skipped", tally.skipped)]
            .filter { $0.1 > 0 }.map { ", \($0.1) \($0.0)" }.joined()
        judgement.summary = "\(tally.passed) of \(tally.tests) passed\(others)"
        if !judgement.hasProblems {
            judgement.pass("tests", expected: "all to pass", actual: judgement.summary, file: files[0].path)
        }
    }
}
