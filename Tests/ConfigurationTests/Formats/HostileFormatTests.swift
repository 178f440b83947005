import Configuration
import Model
import Testing

/// Files made to exhaust a reader, or to make it talk.
@Suite(.timeLimit(.minutes(1))) struct HostileFormatTests {
    private static let formats: [ConfigFormat] = [.yaml, .json, .toml, .properties]

    private func read(_ text: String, _ format: ConfigFormat) -> ConfigFile {
        ConfigReader.read(Array(text.utf8), file: "a", format: format)
    }

    private func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test("a file larger than 1 MiB, and what is no text, is refused", arguments: formats)
    func noText(_ format: ConfigFormat) {
        let large = ConfigReader.read(
            [UInt8](repeating: 0x20, count: ConfigReader.maximumBytes + 1), file: "a", format: format)
        #expect(large.problems.map(\.kind) == [.tooLarge])
        #expect(ConfigReader.read([0xFF, 0xFE, 0x41], file: "a", format: format).problems.map(\.kind) == [.encoding])
        #expect(ConfigReader.read([0x41, 0x00], file: "a", format: format).problems.map(\.kind) == [.nul])
    }

    @Test(
        "what nests deeper than 64 levels is refused",
        arguments: [
            (ConfigFormat.yaml, "[", "]"), (.json, "{\"a\":", "}"), (.toml, "[", "]"), (.yaml, "{a: ", "}"),
        ])
    func deep(_ format: ConfigFormat, _ opening: String, _ closing: String) {
        let start = format == .toml ? "a = " : format == .json ? "" : "a: "
        for count in [70, 100_000] {
            #expect(read(start + repeated(opening, count) + "1" + repeated(closing, count), format).isRejected)
        }
        #expect(read(repeated("a.", 100_000) + "a = 1", .toml).isRejected)
    }

    @Test("more than 10 000 keys are refused", arguments: formats)
    func manyKeys(_ format: ConfigFormat) {
        let keys = (0...ConfigReader.maximumKeys).map { number in
            switch format {
            case .json: "\"k\(number)\":1"
            case .yaml: "k\(number): 1"
            default: "k\(number) = 1"
            }
        }
        let text = format == .json ? "{\(keys.joined(separator: ","))}" : keys.joined(separator: "\n")
        let file = read(text, format)
        #expect(file.problems.map(\.kind) == [.tooManyKeys])
        #expect(file.entries.count == ConfigReader.maximumKeys)
    }

    @Test("long names that nest, and aliases of long values, stop at their limits")
    func growth() {
        let name = repeated("k", 2_000)
        #expect(read("{\"\(name)\": {\"\(name)\": 1}}", .json).problems.map(\.kind) == [.noKey])
        let aliases = (0..<5_000).map { "k\($0): *a" }.joined(separator: "\n")
        let file = read("a: &a \(repeated("x", 100_000))\n\(aliases)", .yaml)
        #expect(file.problems.map(\.kind) == [.expansionTooLarge])
    }

    @Test("thousands of mistakes are counted, not all kept", arguments: [ConfigFormat.toml, .properties])
    func manyMistakes(_ format: ConfigFormat) {
        let file = read(repeated(format == .toml ? "a = x\n" : "=\n", 5_000), format)
        #expect(file.problems.count == 100)
        #expect(file.furtherProblems == 4_900)
    }

    /// Mistakes right at a value: no sentence about them may repeat it.
    @Test(
        "no problem shows a part of a value",
        arguments: [
            (ConfigFormat.yaml, "a: *canary\n"), (.yaml, "a: !canary x\n"), (.yaml, "a: 'canary\n"),
            (.yaml, "<<: canary\n"),
            (.yaml, "canary"), (.yaml, "a: [canary, *canary]\n"), (.yaml, "a: @canary\n"), (.yaml, "a: %canary\n"),
            (.json, "{\"a\": canary}"), (.json, "{\"a\": \"\\canary\"}"), (.json, "{\"a\": 1canary}"),
            (.json, "{\"a\": \"canary"), (.json, "{\"a\": \"b\" canary}"), (.json, "\"canary\""),
            (.toml, "a = canary\n"), (.toml, "a = \"canary\n"), (.toml, "a = 'x' canary\n"),
            (.toml, "a = \"\\canary\"\n"),
            (.properties, "a=canary\\u12\n"), (.properties, "=canary\n"),
        ])
    func secrecy(_ format: ConfigFormat, _ text: String) {
        let file = read(text, format)
        #expect(!file.problems.isEmpty)
        #expect(!"\(file.problems)".contains("canary"))
    }

    @Test("500 random files never stop a reader", arguments: formats)
    func noise(_ format: ConfigFormat) {
        var state: UInt64 = 7
        let alphabet = Array("ab=:#'\"\\[]{},.-_ \t\r\n01eu&*!|>~".utf8)
        for _ in 0..<500 {
            let bytes = (0..<60).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            let file = ConfigReader.read(bytes, file: "a", format: format)
            #expect(file.entries.allSatisfy { !$0.key.isEmpty && $0.valueLocation.column >= 1 })
        }
    }
}
