internal import Artifacts
internal import XML

/// Reads the test cases of a JUnit report, whichever tool wrote it.
struct JUnitReader {
    private(set) var tally: TestTally
    private var open: [(claim: TestTally.Claim, mark: TestTally.Mark)] = []
    private var current: Case?

    private struct Case {
        var depth: Int
        var ending = TestTally.Ending.passed
        var isFlaky = false
    }

    /// Adds the report's cases to `tally`. Throws a problem for what is no report, or can't be parsed within bounds.
    static func read(_ bytes: [UInt8], into tally: TestTally) throws(ArtifactProblem) -> TestTally {
        let document: XMLDocument
        do throws(XMLError) {
            var limits = XMLLimits()
            limits.maxBytes = ArtifactText.mostBytes
            document = try XMLDocument(parsing: bytes, limits: limits)
        } catch {
            throw problem(error.message, line: error.line, column: error.column)
        }
        var reader = JUnitReader(tally: tally)
        var root: String?
        document.walk(
            begin: { element in
                if root == nil { root = element.name }
                reader.begin(element)
            }, end: { reader.end($0) })
        guard root == "testsuites" || root == "testsuite" else {
            throw problem("the root element `\((root ?? "").prefix(60))`", line: 1, column: 1)
        }
        return reader.tally
    }

    private init(tally: TestTally) { self.tally = tally }

    private static func problem(_ words: String, line: Int?, column: Int?) -> ArtifactProblem {
        ArtifactProblem(
            TestTally.rule, "content", expected: "a JUnit report", actual: words,
            fix: "have the test runner write the report anew", line: line ?? 1, column: column ?? 1, isUnknown: true)
    }

    private mutating func begin(_ element: borrowing XMLElement) {
        switch element.name {
        case "testsuites", "testsuite":
            func count(_ name: String) -> Int? { element.attribute(name).flatMap { Int($0) } }
            let name = element.attribute("name") ?? element.name
            let claim = TestTally.Claim(
                name: String(name.prefix(80)), line: max(1, element.line), tests: count("tests"),
                failures: count("failures"), errors: count("errors"), skipped: count("skipped"))
            open.append((claim, tally.mark))
            if let time = element.attribute("timestamp") { tally.addTime(time) }
        case "testcase":
            // Writers that say it in an attribute call that one or the other; of both the worse counts.
            let endings = ["status", "result"].map { Self.ending(status: element.attribute($0)) }
            let worst: [TestTally.Ending] = [.errored, .failed, .skipped]
            current = Case(depth: element.depth, ending: worst.first(where: endings.contains) ?? .passed)
        default:
            guard let known = current else { return outside(element) }
            guard element.depth == known.depth + 1 else { return }
            switch element.name {
            case "failure": if known.ending != .errored { current?.ending = .failed }
            case "error": current?.ending = .errored
            case "skipped": if known.ending == .passed { current?.ending = .skipped }
            case "flakyFailure", "flakyError", "rerunFailure", "rerunError": current?.isFlaky = true
            default: break
            }
        }
    }

    private static func ending(status: String?) -> TestTally.Ending {
        switch status?.lowercased() {
        case "notrun", "skipped", "disabled": .skipped
        case "fail", "failed", "failure": .failed
        case "error", "errored", "broken": .errored
        default: .passed
        }
    }

    /// A failure of a suite as a whole, such as one of its set-up, belongs to no case and is one all the same.
    private mutating func outside(_ element: borrowing XMLElement) {
        guard let suite = open.last, element.name == "failure" || element.name == "error" else { return }
        tally.addOutside(
            suite.claim.name, element.name == "error" ? .errored : .failed, line: max(1, element.line))
    }

    private mutating func end(_ element: borrowing XMLElement) {
        switch element.name {
        case "testsuites", "testsuite":
            guard let suite = open.popLast() else { return }
            tally.compare(suite.claim, since: suite.mark)
        case "testcase":
            guard let known = current else { return }
            current = nil
            let name = [element.attribute("classname"), element.attribute("name")].compactMap(\.self)
                .filter { !$0.isEmpty }.joined(separator: ".")
            tally.add(
                name.isEmpty ? "a test without a name" : String(name.prefix(200)), known.ending,
                isFlaky: known.isFlaky, seconds: element.attribute("time").flatMap { Double($0) },
                line: max(1, element.line))
        default: break
        }
    }
}
