import Model
import Testing
import YAML

@Suite("YAML that wants to do harm")
struct YAMLLimitTests {
    private func nested(_ levels: Int) -> String {
        String(repeating: "[", count: levels) + String(repeating: "]", count: levels)
    }

    @Test("64 levels are read, 65 are refused where they begin")
    func depth() {
        #expect(Parsed(nested(64)).depth == 64)
        #expect(Parsed(nested(65)).problems == ["1:65 nested more than 64 levels deep"])
        #expect(Parsed(nested(100_000)).problems == ["1:65 nested more than 64 levels deep"])
        #expect(Parsed(String(repeating: "{a: ", count: 500)).problems == ["1:254 nested more than 64 levels deep"])
    }

    @Test("aliases can't build a tree deeper than the bound")
    func depthByAliases() {
        let levels = 40
        var text = "- &a0 x\n"
        for index in 1...50 {
            text +=
                "- &a\(index) " + String(repeating: "[", count: levels) + "*a\(index - 1)"
                + String(repeating: "]", count: levels) + "\n"
        }
        let parsed = Parsed(text)
        #expect(parsed.problems == ["3:47 nested more than 64 levels deep"])
        #expect(parsed.depth <= YAMLText.Limit.depth)
    }

    @Test("as many nodes as the bound are read, one more is refused")
    func nodes() {
        let scalars = String(repeating: "x,", count: YAMLText.Limit.nodes - 1)
        #expect(Parsed("[\(scalars)]").root?.sequence?.count == YAMLText.Limit.nodes - 1)
        let more = Parsed("[\(scalars)x]")
        #expect(more.root == nil)
        #expect(more.problems == ["1:400000 the document has more than 200000 values once its aliases are put in"])
    }

    @Test("a billion laughs end before they are told")
    func billionLaughs() {
        var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for index in 1...12 {
            text += "a\(index): &a\(index) [\(Array(repeating: "*a\(index - 1)", count: 9).joined(separator: ", "))]\n"
        }
        let parsed = Parsed(text)
        #expect(parsed.root == nil)
        #expect(parsed.problems.count == 1)
        #expect(parsed.problems.first?.hasSuffix("has more than 200000 values once its aliases are put in") == true)
    }

    @Test("a billion laughs by merge keys end too")
    func mergedLaughs() {
        var text = "a0: &a0 {" + (0..<30).map { "k\($0): 1" }.joined(separator: ", ") + "}\n"
        for index in 1...12 {
            text +=
                "a\(index): &a\(index) {<<: [\(Array(repeating: "*a\(index - 1)", count: 9).joined(separator: ", "))], x\(index): *a\(index - 1)}\n"
        }
        let parsed = Parsed(text)
        #expect(parsed.root == nil)
        #expect(parsed.problems.count == 1)
    }

    @Test("two hundred thousand errors are cut to a readable number")
    func manyErrors() {
        let parsed = Parsed(String(repeating: "a: 1\n", count: 20_000))
        #expect(parsed.root == nil)
        #expect(parsed.problems.count == 200)
    }

    private static let suite = """
        suite: smoke
        kind: smoke
        vars: &v {email: "a@b", n: 0x1f}
        cases:
          - id: S-1 # first
            name: 'it''s fine'
            vars: {<<: *v, x: !!str 1}
            steps:
              - http: {url: "{{base_url}}/ü", json: {a: [1, 2.50, null, "\\u00e9"]}}
                check:
                  status: [200, 204]
                  body: |
                    one
                     two
                  json: >-
                    folded
                    text
        """

    @Test("20 000 mutations of a suite are read or refused, and never more than that", arguments: 0..<4)
    func mutations(part: UInt64) {
        var random = SplitMix(seed: 0x5EED + part)
        let original = Array(Self.suite.utf8)
        let special = Array("\n\r\t :-#&*!|>'\"%@`{}[],?~<=\\\0\u{7F}".utf8) + [0xC3, 0xFF, 0xEF, 0xBB, 0xBF, 0x80]
        var read = 0
        for _ in 0..<5_000 {
            var bytes = original
            for _ in 0...random.below(4) {
                let at = random.below(bytes.count)
                switch random.below(5) {
                case 0: bytes[at] = special[random.below(special.count)]
                case 1: bytes.insert(special[random.below(special.count)], at: at)
                case 2: bytes.removeSubrange(at..<min(bytes.count, at + 1 + random.below(20)))
                case 3:
                    bytes.insert(
                        contentsOf: bytes[at..<min(bytes.count, at + random.below(60))], at: random.below(bytes.count))
                default: bytes[at] = UInt8(random.below(256))
                }
                if bytes.isEmpty { bytes = original }
            }
            let parsed = Parsed(bytes)
            #expect((parsed.root == nil) == !parsed.problems.isEmpty)
            if parsed.root != nil { read += 1 }
        }
        #expect(read > 100 && read < 4_900, "mutations both break the suite and leave it whole")
    }
}

/// A generator of its own, so that every run tries the same mutations.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((mixed ^ (mixed >> 31)) % UInt64(max(bound, 1)))
    }
}
