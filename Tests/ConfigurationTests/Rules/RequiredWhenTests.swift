import Configuration
import Model
import Testing

@Suite struct RequiredWhenTests {
    private static func suite(_ condition: Tree) -> Tree {
        [
            "sources": ["production": [["file": "prod.env"]]], "unknown_keys": "allow",
            "keys": [
                "RATE": ["type": "float"], "MODE": ["type": "enum", "values": ["quiet", "loud mode"]],
                "FLAG": ["type": "bool"],
                "SIZE": ["type": "bytes"], "NAME": [:], "WEBHOOK": ["required_when": condition],
            ],
        ]
    }

    static let decided: [(String, String, Outcome)] = [
        ("RATE > 0", "RATE=0.1", .failed), ("RATE > 0", "RATE=0", .passed), ("RATE > 0", "", .passed),
        ("RATE > 0", "RATE=0.1\nWEBHOOK=x", .passed), ("RATE > 0", "RATE=0.1\nWEBHOOK=", .failed),
        ("RATE > 0", "RATE=abc", .errored), ("RATE > 0", "RATE=abc\nWEBHOOK=x", .passed),
        ("RATE > 0", "RATE=${X}1", .errored), ("RATE > 0", "export RATE", .errored),
        ("RATE >= 0.10", "RATE=0.1", .failed), ("RATE == 1", "RATE=1.0", .failed), ("RATE != 1", "RATE=1.0", .passed),
        ("RATE != 1", "", .passed), ("not (RATE == 1)", "", .failed), ("NAME is set", "NAME=", .failed),
        ("NAME is not set", "", .failed), ("NAME is not set", "NAME=x", .passed),
        ("MODE == 'loud mode'", "MODE='loud mode'", .failed), ("FLAG == true", "FLAG=on", .failed),
        ("SIZE > 8MiB", "SIZE=8388609", .failed), ("NAME == {{environment}}", "NAME=production", .failed),
        ("RATE > 0 and FLAG == true", "RATE=1", .passed), ("RATE > 0 or FLAG == true", "RATE=1", .failed),
        ("RATE > 0 and FLAG == true", "RATE=abc\nFLAG=false", .passed),
        ("RATE > 0 or FLAG == true", "RATE=abc\nFLAG=true", .failed),
        ("FLAG == true or RATE > 0 and NAME is set", "FLAG=true", .failed),
        ("(FLAG == true or RATE > 0) and NAME is set", "FLAG=true", .passed),
        ("not FLAG == true", "FLAG=false", .failed),
    ]

    @Test("a condition decides whether a key is required, or nobody knows", arguments: decided)
    func decides(_ condition: String, _ env: String, _ outcome: Outcome) {
        let result = Self.suite(.quoted(condition)).judged(env)["production/WEBHOOK"]
        #expect(result?.outcome == outcome, "\(result?.decisive?.sentence ?? "")")
    }

    static let mistakes: [(String, String, Int)] = [
        ("RATEE > 0", "'keys' has no 'RATEE'", 0), ("RATE > 0 and", "missing at the end", 12),
        ("RATE", "compared with nothing", 0),
        ("RATE = 0", "unknown comparison '='", 5), ("RATE > ", "a value is missing", 5),
        ("RATE > much", "not a number", 7),
        ("MODE > quiet", "have no order", 5), ("MODE == queit", "not one of its values", 8),
        ("FLAG == maybe", "not true or false", 8),
        ("RATE > 0 RATE < 1", "nothing may follow", 9), ("(RATE > 0", "without its ')'", 0),
        ("NAME is empty", "followed by 'set'", 8),
        ("NAME == 'x", "a quote is not closed", 8), ("and", "a key belongs here", 0),
        ("NAME == {{nowhere}}", "'nowhere' is not", 8),
        (String(repeating: "(", count: 40), "nested more than", 16),
        (String(repeating: "not ", count: 40), "nested more than", 64),
        (String(repeating: "RATE > 0 or ", count: 50), "longer than", 0),
    ]

    @Test("a mistake in a condition is told at its column", arguments: mistakes)
    func mistake(_ condition: String, _ message: String, _ offset: Int) throws {
        let (suite, errors) = Self.suite(.quoted(condition)).decoded()
        #expect(suite == nil)
        let error = try #require(errors.first { $0.message.contains(message) }, "\(errors)")
        #expect(error.location?.column == 2 + offset)
        #expect(error.fix != nil)
    }

    @Test("an unknown key is answered with the one that was meant")
    func nearest() {
        #expect(Self.suite("RATEE > 0").decoded().errors.first?.fix == "did you mean 'RATE'?")
    }

    @Test("what is missing is told with the condition")
    func sentence() {
        let finding = Self.suite("RATE > 0").judged("RATE=1")["production/WEBHOOK"]?.decisive
        #expect(finding?.expected == "WEBHOOK is set, and not empty, since RATE > 0")
        #expect(finding?.finding?.subject == "production WEBHOOK")
    }

    @Test("a key that is forbidden everywhere fails wherever it is set")
    func forbidden() {
        let tree: Tree = ["sources": ["production": [["file": "prod.env"]]], "keys": ["SKIP": ["forbidden": true]]]
        #expect(tree.judged("SKIP=")["production/forbid/SKIP"]?.outcome == .failed)
        #expect(tree.judged("")["production/forbid/SKIP"]?.outcome == .passed)
    }
}
