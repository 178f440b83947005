internal import JSON
internal import Load
internal import Model

/// Marks that stand in a request for values that are not known yet.
///
/// A request under load is made once, before the run, by the same code as that of a step of kind http. Each variable
/// without a value gets a text as its value that no suite holds; whatever that code does to a value it does to the mark,
/// so the mark shows how the real value has to be written where it stands:
///
///     as it is        ␁gonogo-7␂             in a path, a header, a text body
///     percent-encoded %01gonogo-7%02         in a query, a form
///     inside a string \u0001gonogo-7\u0002   in JSON
///     a JSON value    "\u0003gonogo-7\u0002" in JSON, where the whole text is the variable
struct RequestMarks {
    /// What a mark in a text begins with.
    static let start: Character = "\u{1}"

    private struct Pattern {
        var bytes: [UInt8]
        var number: Int
        /// Nil for what the place itself says.
        var encoding: RequestTemplate.Encoding?
    }

    private let names: [(name: String, number: Int)]
    private let patterns: [Pattern]

    /// `names` are those that may stand in the request.
    init(_ names: Set<String>, _ numbers: VariableNumbers) {
        self.names = names.sorted().compactMap { name in numbers[name].map { (name, $0) } }
        patterns = self.names.flatMap { _, number in
            [
                Pattern(bytes: Array(Self.text(number).utf8), number: number),
                Pattern(bytes: Array("%01gonogo-\(number)%02".utf8), number: number, encoding: .percent),
                Pattern(
                    bytes: Array(Self.json(Self.text(number)).dropFirst().dropLast().utf8), number: number,
                    encoding: .jsonString),
                Pattern(bytes: Array(Self.json(Self.value(number)).utf8), number: number, encoding: .jsonValue),
            ]
        }
    }

    private static func text(_ number: Int) -> String { "\(start)gonogo-\(number)\u{2}" }

    private static func value(_ number: Int) -> String { "\u{3}gonogo-\(number)\u{2}" }

    private static func json(_ text: String) -> String { JSONWriter().text(.string(text)) }

    /// The scope with a mark for each variable that has no value yet.
    func scope(over known: Scope) -> Scope {
        var scope = known
        for (name, number) in names {
            scope[name] = Variable(Self.text(number), json: Self.json(Self.value(number)), origin: "while load runs")
        }
        return scope
    }

    /// Takes a text apart at its marks; `plain` is how a value stands that is put in as it is.
    func segments(_ text: [UInt8], plain: RequestTemplate.Encoding) -> [RequestTemplate.Segment] {
        var segments: [RequestTemplate.Segment] = []
        var literal: [UInt8] = []
        var position = 0
        while position < text.count {
            guard let pattern = patterns.first(where: { text[position...].starts(with: $0.bytes) }) else {
                literal.append(text[position])
                position += 1
                continue
            }
            if !literal.isEmpty { segments.append(.literal(literal)) }
            literal = []
            segments.append(.variable(pattern.number, pattern.encoding ?? plain))
            position += pattern.bytes.count
        }
        return literal.isEmpty ? segments : segments + [.literal(literal)]
    }

    func segments(_ text: String, plain: RequestTemplate.Encoding) -> [RequestTemplate.Segment] {
        segments(Array(text.utf8), plain: plain)
    }

    /// The first variable whose mark stands in a text, and whether the text begins with it.
    func first(in text: String) -> (name: String, isAtStart: Bool)? {
        for (index, segment) in segments(text, plain: .raw).enumerated() {
            guard case .variable(let number, _) = segment else { continue }
            return names.first { $0.number == number }.map { ($0.name, index == 0) }
        }
        return nil
    }

    /// The text with names in place of marks, as `:name`: for people and for selectors.
    func readable(_ text: String) -> String {
        let parts = segments(text, plain: .raw).map { segment in
            switch segment {
            case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
            case .variable(let number, _): ":" + (names.first { $0.number == number }?.name ?? "")
            }
        }
        return parts.joined()
    }
}
