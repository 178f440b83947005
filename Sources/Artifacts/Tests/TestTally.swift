/// Counts the test cases of JUnit reports, and compares them with what the reports say of themselves.
package struct TestTally: Sendable {
    package enum Ending: Sendable { case passed, failed, errored, skipped }

    package private(set) var tests = 0
    package private(set) var failures = 0
    package private(set) var errors = 0
    package private(set) var skipped = 0
    /// Passed after having failed.
    package private(set) var flaky = 0
    package private(set) var seconds = 0.0
    package private(set) var problems: [ArtifactProblem] = []
    /// The newest time that a suite gives for itself.
    package private(set) var newest: ISOTime?
    /// Failures of suites that belong to no case.
    private var outside = 0
    private var unlisted = 0

    package static let rule = "preflight/junit"
    private static let listed = 20

    package init() {}

    package var passed: Int { tests - failures - errors - skipped }
    /// Cases that were carried out.
    package var ran: Int { tests - skipped }
    /// Failed cases beyond the ones that are listed.
    package var unlistedFailures: Int { unlisted }

    /// One test case.
    package mutating func add(_ name: String, _ ending: Ending, isFlaky: Bool, seconds: Double?, line: Int) {
        tests += 1
        if isFlaky, ending == .passed { flaky += 1 }
        if let seconds, seconds.isFinite, seconds >= 0 { self.seconds += seconds }
        switch ending {
        case .passed: return
        case .skipped:
            skipped += 1
            return
        case .failed: failures += 1
        case .errored: errors += 1
        }
        guard problems.count < Self.listed else {
            unlisted += 1
            return
        }
        problems.append(
            ArtifactProblem(
                Self.rule, name, expected: "to pass", actual: ending == .failed ? "a failure" : "an error",
                fix: "make the test pass before the release", line: line))
    }

    /// A failure or an error of a suite as a whole.
    package mutating func addOutside(_ suite: String, _ ending: Ending, line: Int) {
        outside += 1
        guard problems.count < Self.listed else {
            unlisted += 1
            return
        }
        problems.append(
            ArtifactProblem(
                Self.rule, "suite \(suite)", expected: "to pass",
                actual: ending == .failed ? "a failure outside of its cases" : "an error outside of its cases",
                fix: "make its set-up and tear-down pass before the release", line: line))
    }

    package mutating func addTime(_ text: String) {
        guard let time = ISOTime(text) else { return }
        if newest.map({ $0.latest < time.latest }) ?? true { newest = time }
    }

    /// What one suite element says of itself, beside what its cases say; a count that it doesn't give is nil.
    package struct Claim: Sendable {
        package var name: String
        package var line: Int
        package var tests: Int?
        package var failures: Int?
        package var errors: Int?
        package var skipped: Int?

        package init(name: String, line: Int, tests: Int?, failures: Int?, errors: Int?, skipped: Int?) {
            self.name = name
            self.line = line
            self.tests = tests
            self.failures = failures
            self.errors = errors
            self.skipped = skipped
        }
    }

    /// What there was before a suite element began.
    package struct Mark: Sendable {
        var tests = 0
        var failures = 0
        var errors = 0
        var skipped = 0
        var outside = 0

        package init() {}
    }

    package var mark: Mark {
        var mark = Mark()
        (mark.tests, mark.failures, mark.errors, mark.skipped) = (tests, failures, errors, skipped)
        mark.outside = outside
        return mark
    }

    /// Compares the claim of a suite element with the cases counted since the mark.
    package mutating func compare(_ claim: Claim, since mark: Mark) {
        let bad = failures - mark.failures + errors - mark.errors
        var lies: [String] = []
        if let tests = claim.tests, tests != self.tests - mark.tests {
            lies.append("tests=\"\(tests)\" beside \(self.tests - mark.tests) cases")
        }
        // Some writers count an error as a failure as well, or the other way round.
        let claimed = (claim.failures ?? 0) + (claim.errors ?? 0)
        if claim.failures != nil || claim.errors != nil, claimed != bad,
            claimed != bad + outside - mark.outside,
            !(claim.errors == nil && claim.failures == failures - mark.failures)
        {
            lies.append("\(claimed) failures and errors beside \(bad) cases")
        }
        if let skipped = claim.skipped, skipped != self.skipped - mark.skipped {
            lies.append("skipped=\"\(skipped)\" beside \(self.skipped - mark.skipped) cases")
        }
        guard !lies.isEmpty, problems.count < Self.listed * 2 else { return }
        problems.append(
            ArtifactProblem(
                Self.rule, "counts of \(claim.name)", expected: "attributes that count the cases within",
                actual: lies.joined(separator: ", "),
                fix: "have the test runner write the report anew: cases are missing or were added",
                line: claim.line))
    }
}
