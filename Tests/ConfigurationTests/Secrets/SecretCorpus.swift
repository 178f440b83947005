/// Draws the same texts in every run.
struct SecretDice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// SplitMix64.
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func pick<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &self)] }
    mutating func text(_ count: Int, of alphabet: String) -> String {
        let characters = Array(alphabet)
        return String((0..<count).map { _ in pick(characters) })
    }
    mutating func alphanumeric(_ count: Int) -> String {
        text(count, of: Alphabet.lower + Alphabet.upper + Alphabet.digits)
    }
    mutating func hex(_ count: Int) -> String { text(count, of: "0123456789abcdef") }
    mutating func base64(_ count: Int) -> String {
        text(count, of: Alphabet.lower + Alphabet.upper + Alphabet.digits + "+/")
    }
    mutating func urlSafe(_ count: Int) -> String {
        text(count, of: Alphabet.lower + Alphabet.upper + Alphabet.digits + "-_")
    }
    mutating func uuid() -> String { [8, 4, 4, 4, 12].map { hex($0) }.joined(separator: "-") }
    /// Of four classes, at least twelve characters.
    mutating func password() -> String {
        let body = alphanumeric(Int.random(in: 9...14, using: &self))
        return body + text(1, of: Alphabet.lower) + text(1, of: Alphabet.upper) + text(2, of: Alphabet.digits)
            + text(1, of: "!*_-.+")
    }
}

enum Alphabet {
    static let lower = "abcdefghijklmnopqrstuvwxyz"
    static let upper = lower.uppercased()
    static let digits = "0123456789"
}

/// Lines with what they are, made when the test runs: no text of the form of a token stands in the sources.
struct SecretCorpus {
    enum Form: String, CaseIterable { case dotenv, yaml, json, properties, log }

    struct Line {
        var category: String
        var form: Form
        var text: String
        var isSecret: Bool
    }

    struct Category: Sendable {
        var name: String
        var isSecret: Bool
        /// A log says little with some of them: a weak password under no name, a key alone.
        var forms = Form.allCases
        var make: @Sendable (inout SecretDice) -> (key: String, value: String)
    }

    /// `rounds` lines of each category in each of its forms.
    static func lines(seed: UInt64, rounds: Int = 2) -> [Line] {
        var dice = SecretDice(seed: seed)
        return (secrets + decoys).flatMap { category in
            (0..<rounds).flatMap { _ in
                category.forms.map { form in
                    let (key, value) = category.make(&dice)
                    return Line(
                        category: category.name, form: form, text: text(key, value, form, &dice),
                        isSecret: category.isSecret)
                }
            }
        }
    }

    private static func text(_ key: String, _ value: String, _ form: Form, _ dice: inout SecretDice) -> String {
        let camel = key.split(separator: "_").enumerated().map {
            $0 == 0 ? $1.lowercased() : $1.lowercased().capitalizedFirst
        }.joined()
        switch form {
        case .dotenv: return dice.pick(["\(key)=\(value)", "export \(key)=\"\(value)\"", "\(key)='\(value)'"])
        case .yaml: return dice.pick(["\(camel): \"\(value)\"", "  \(key): '\(value)'", "    - \(key)=\(value)"])
        case .json:
            return dice.pick([
                "  \"\(camel)\": \"\(value.jsonEscaped)\",", "{\"level\": 3, \"\(key)\": \"\(value.jsonEscaped)\"}",
            ])
        case .properties:
            return dice.pick([
                "app.\(key.lowercased().replacing("_", with: "."))=\(value)", "service.\(camel) = \(value)",
            ])
        case .log:
            return dice.pick([
                "2026-11-20T10:00:00Z DEBUG config loaded \(key)=\(value)",
                "{\"ts\":1763630400,\"msg\":\"start\",\"\(camel)\":\"\(value.jsonEscaped)\"}",
                "10:00:00 INFO env \(key)=\(value) pid=4711",
            ])
        }
    }
}

extension String {
    var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
    var jsonEscaped: String { replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n") }
}
