import Configuration
import Model
import Testing

@Suite struct WaiverTests {
    private static func waiver(_ rule: String, _ others: [(String, Tree)] = []) -> Tree {
        .mapping(
            [("rule", .plain(rule)), ("reason", "shared quota"), ("owner", "jy"), ("expires", "2026-12-31")].filter {
                member in
                !others.contains { $0.0 == member.0 }
            } + others)
    }

    private static func tree(_ waivers: Tree...) -> Tree {
        .environments(
            ["staging", "production"],
            keys: ["KEY": ["secret": true], "DB": ["type": "dsn"], "NUMBER": ["type": "int"]],
            ["parity": ["must_differ": ["keys": ["KEY", "DB.password"]]], "waivers": .list(waivers)])
    }

    private static func judge(_ tree: Tree, today: String = "2026-12-31") throws -> [CaseResult] {
        let files = [
            "staging": "KEY=x\nDB=redis://:p@a\nNUMBER=1", "production": "KEY=x\nDB=redis://:p@b\nNUMBER=one",
        ]
        let cases = tree.judged(files).cases
        return try #require(tree.decoded().suite).waived(cases, today: today)
    }

    @Test("a waived finding passes and says who accepted it, until the day has passed")
    func waived() throws {
        let tree = Self.tree(Self.waiver("config/must-differ", [("key", "KEY"), ("environment", "staging")]))
        let result = try #require(try Self.judge(tree)["parity/must-differ/KEY"])
        #expect(result.outcome == .passed)
        let observation = try #require(result.steps.first?.observations.first)
        #expect(observation.message == "waived until 2026-12-31 by jy: shared quota")
        #expect(observation.finding?.waiver == .init(reason: "shared quota", owner: "jy", expires: "2026-12-31"))
        #expect(try Self.judge(tree)["waivers/expired"]?.outcome == .passed)
        #expect(try Self.judge(tree)["waivers/unused"]?.outcome == .passed)
    }

    @Test("an expired waiver accepts nothing, and fails at its own place")
    func expired() throws {
        let cases = try Self.judge(Self.tree(Self.waiver("config/must-differ", [("key", "KEY")])), today: "2027-01-01")
        #expect(cases["parity/must-differ/KEY"]?.outcome == .failed)
        let finding = try #require(cases["waivers/expired"]?.decisive)
        #expect(finding.finding?.rule == "config/waiver-expired")
        #expect(finding.location?.file == "suites/env.yaml")
        #expect(cases["waivers/unused"]?.outcome == .passed)
    }

    static let matching: [(Tree, [String])] = [
        (waiver("config/must-differ"), ["parity/must-differ/KEY", "parity/must-differ/DB.password"]),
        (waiver("config/must-differ", [("key", "DB")]), ["parity/must-differ/DB.password"]),
        (waiver("config/must-differ", [("key", "DB.password")]), ["parity/must-differ/DB.password"]),
        (waiver("config/must-differ", [("key", "DB.host")]), []),
        (waiver("config/type-mismatch", [("environment", "production")]), ["production/NUMBER"]),
        (waiver("config/type-mismatch", [("environment", "staging")]), []),
        (waiver("config/type-mismatch", [("key", "KEY")]), []),
    ]

    @Test("a waiver covers what its rule, key and environment say", arguments: matching)
    func matches(_ waiver: Tree, _ accepted: [String]) throws {
        let cases = try Self.judge(Self.tree(waiver))
        let waived = cases.filter { $0.steps.contains { $0.observations.contains { $0.finding?.waiver != nil } } }
        #expect(Set(waived.map(\.id)) == Set(accepted))
        let unused = try #require(cases["waivers/unused"])
        #expect(unused.outcome == (accepted.isEmpty ? .failed : .passed))
        #expect(unused.severity == .warn)
    }

    @Test("findings of other rules are waived by their ids alone")
    func foreignRules() throws {
        let suite = try #require(
            Self.tree(Self.waiver("secret/git-tracked", [("key", "config/prod.env")])).decoded().suite)
        let observation = Observation(
            property: "secret/git-tracked", expected: "not tracked", actual: "tracked", outcome: .failed,
            finding: Finding(rule: "secret/git-tracked", subject: "config/prod.env"))
        let step = StepResult(name: "scan", kind: "rule", outcome: .failed, observations: [observation])
        let cases = suite.waived(
            [CaseResult(id: "security/scan", name: "scan", outcome: .failed, steps: [step])], today: "2026-01-01")
        #expect(cases["security/scan"]?.outcome == .passed)
    }

    @Test("what could not be found out can't be waived, and leaves open whether a waiver is needed")
    func errored() throws {
        let tree = Self.tree(Self.waiver("config/must-differ"))
        let suite = try #require(tree.decoded().suite)
        let cases = suite.waived(tree.judged(["staging": "KEY=x\nDB=redis://:p@a"]).cases, today: "2026-01-01")
        #expect(cases["parity/must-differ/KEY"]?.outcome == .errored)
        #expect(cases["waivers/unused"]?.outcome == .errored)
    }

    static let mistakes: [(Tree, String, String?)] = [
        (waiver("config/must-difer"), "no rule has the id", "did you mean 'config/must-differ'?"),
        (waiver("config/incomplete-source"), "can't be waived", nil),
        (waiver("config/waiver-expired"), "can't be waived", nil),
        (waiver("preflight/Backup"), "no rule has the id", nil),
        (waiver("secret/weak", [("expires", "2026-02-30")]), "a day such as", nil),
        (waiver("secret/weak", [("expires", "31.12.2026")]), "a day such as", nil),
        (waiver("secret/weak", [("owner", .quoted(" "))]), "no owner", nil),
        (waiver("secret/weak", [("environment", "stagin")]), "has no sources", "did you mean 'staging'?"),
        (["rule": "secret/weak", "reason": "x", "owner": "y"], "lacks the key 'expires'", nil),
        (waiver("secret/weak", [("kee", "x")]), "unknown key 'kee'", nil),
    ]

    @Test("a mistake in a waiver is an error with its place", arguments: mistakes)
    func mistake(_ waiver: Tree, _ message: String, _ fix: String?) throws {
        let error = try #require(Self.tree(waiver).decoded().errors.first { $0.message.contains(message) })
        #expect(error.location != nil)
        if let fix { #expect(error.fix?.contains(fix) == true) }
    }
}
