internal import Artifacts
internal import Files
internal import Model

/// Steps that read how much of a program its tests have run.
enum CoverageStep: StepKind {
    static let name = "coverage"
    static let summary = "coverage reports of tests that ran elsewhere: lines and branches, counted from the lines"
    static let checksByItself = true
    static let facts: Set<String> = ["lines", "branches", "reports", "age"]

    private static let share = Shape.checked(
        "a percentage such as 85%",
        { Self.percent($0) == nil ? "a number from 0 to 100 with its sign, such as 85%" : nil })

    static let shape = MappingShape(
        "coverage",
        ArtifactFiles.fields(file: "file", "the report")
            + [
                Field("format", .choice(["auto", "cobertura", "lcov"]), default: "auto", "the format of the reports"),
                Field("min_lines", share, "the least share of lines that have to have been run"),
                Field("min_branches", share, "the least share of branches that have to have been taken"),
                Field(
                    "max_age", .duration,
                    "the report is not older, by the file's time and by what it says of itself"),
            ], exactlyOne: ["file", "glob"])

    private struct Rules: Sendable {
        var format: String
        var minLines: Double?
        var minBranches: Double?
        var maxAge: Duration?
    }

    private static func percent(_ text: String) -> Double? {
        guard text.hasSuffix("%"), let value = Quantity.decimal(text.dropLast()), value <= 100 else { return nil }
        return value
    }

    static func rule(of property: String) -> TrackedRule? {
        TrackedRule(id: LineCoverage.rule, fix: "test what is not run yet; the report names it")
    }

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        guard let files = ArtifactFiles(reader, file: "file", context) else { return nil }
        let rules = Rules(
            format: reader.word("format") ?? "auto", minLines: reader.word("min_lines").flatMap(percent),
            minBranches: reader.word("min_branches").flatMap(percent), maxAge: reader.duration("max_age"))
        return ArtifactProbe(
            kind: name, rule: LineCoverage.rule, files: files, isRequired: false, location: node.location
        ) { files, now, judgement in
            judge(files, rules, now, &judgement)
        }
    }

    private static func judge(
        _ files: [ArtifactProbe.File], _ rules: Rules, _ now: Timestamp, _ judgement: inout ArtifactJudgement
    ) {
        var coverage = LineCoverage()
        var seen = 0
        for file in files {
            var time: Int64?
            do throws(ArtifactProblem) {
                let isXML = rules.format == "cobertura" || (rules.format == "auto" && looksLikeXML(file.content.bytes))
                if isXML {
                    (coverage, time) = try CoberturaReader.read(file.content.bytes, into: coverage)
                } else {
                    coverage = try LcovReader.read(file.content.bytes, into: coverage)
                }
            } catch {
                judgement.add(error, file: file.path)
                continue
            }
            judgement.add(Array(coverage.problems.dropFirst(seen)), file: file.path)
            seen = coverage.problems.count
            for (subject, time) in [(Path.name(of: file.path), file.content.modified), ("timestamp", time)] {
                guard let time else { continue }
                let stale = ArtifactText.staleness(
                    ArtifactText.age(modified: time, now: now), limit: rules.maxAge, rule: LineCoverage.rule,
                    subject: subject)
                if let stale { judgement.add(stale, file: file.path) }
            }
        }
        note(coverage, rules, files, &judgement)
    }

    private static func looksLikeXML(_ bytes: [UInt8]) -> Bool {
        bytes.prefix(256).first { ![0xEF, 0xBB, 0xBF, 0x20, 0x0A, 0x0D, 0x09].contains($0) } == UInt8(ascii: "<")
    }

    private static func note(
        _ coverage: LineCoverage, _ rules: Rules, _ files: [ArtifactProbe.File], _ judgement: inout ArtifactJudgement
    ) {
        let place = files[0].path
        judgement.facts["reports"] = .integer(files.count)
        let lineRate = coverage.lineRate
        judgement.facts["lines"] = lineRate.map(ArtifactFacts.percent) ?? .unknown("the report has no line")
        judgement.facts["branches"] =
            coverage.branchRate.map(ArtifactFacts.percent) ?? .unknown("the report has no branch")
        guard let lineRate else {
            // What could not be read has said so by itself.
            guard !judgement.hasProblems else { return }
            judgement.add(
                ArtifactProblem(
                    LineCoverage.rule, "lines", expected: "a report with lines in it", actual: "none",
                    fix: "see that the tests run with coverage on", isUnknown: true), file: place)
            return
        }
        compare("lines", lineRate, rules.minLines, place, &judgement)
        if rules.minBranches != nil { compare("branches", coverage.branchRate, rules.minBranches, place, &judgement) }
        let branches = coverage.branchRate.map { ", branches \(Percent.text($0))" } ?? ""
        judgement.summary =
            "lines \(Percent.text(lineRate)) (\(coverage.linesCovered) of \(coverage.linesTotal))\(branches)"
        if !judgement.hasProblems {
            judgement.pass(
                "coverage", expected: "a report that agrees with itself", actual: judgement.summary, file: place)
        }
    }

    private static func compare(
        _ name: String, _ rate: Double?, _ limit: Double?, _ file: String, _ judgement: inout ArtifactJudgement
    ) {
        guard let limit else { return }
        let expected = "at least \(DurationText.fixed(limit, places: 2))%"
        guard let rate else {
            judgement.add(
                ArtifactProblem(
                    LineCoverage.rule, name, expected: expected, actual: "none are in the report",
                    fix: "have the tool record \(name)", isUnknown: true), file: file)
            return
        }
        // The nearest doubles of a share and a percentage may lie on two sides of the same limit.
        guard rate * 100 < limit - 1e-9 else { return }
        judgement.add(
            ArtifactProblem(
                LineCoverage.rule, name, expected: expected, actual: Percent.text(rate),
                fix: "test what is not run yet; the report names it"), file: file)
    }
}
