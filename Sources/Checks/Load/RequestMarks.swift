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

    /// What stands around a mark's number where it was written in one way.
    private struct Form {
        var prefix: [UInt8]
        var suffix: [UInt8]
        /// Nil for what the place itself says.
        var encoding: RequestTemplate.Encoding?

        init(_ prefix: String, _ suffix: String, _ encoding: RequestTemplate.Encoding? = nil) {
            self.prefix = Array(prefix.utf8)
            self.suffix = Array(suffix.utf8)
            self.encoding = encoding
        }
    }

    private static let forms = [
        Form("\u{1}gonogo-", "\u{2}"), Form("%01gonogo-", "%02", .percent),
        Form(#"\u0001gonogo-"#, #"\u0002"#, .jsonString), Form(#""\u0003gonogo-"#, #"\u0002""#, .jsonValue),
    ]

    private var names: [Int: String] = [:]

    /// `names` are those that may stand in the request.
    init(_ names: Set<String>, _ numbers: VariableNumbers) {
        for name in names {
            if let number = numbers[name] { self.names[number] = name }
        }
    }

    /// The scope with a mark for each variable that has no value yet.
    func scope(over known: Scope) -> Scope {
        var scope = known
        for (number, name) in names {
            let value = JSONWriter().text(.string("\u{3}gonogo-\(number)\u{2}"))
            scope[name] = Variable("\u{1}gonogo-\(number)\u{2}", json: value, origin: "while load runs")
        }
        return scope
    }

    /// Takes a text apart at its marks; `plain` is how a value stands that is put in as it is.
    func segments(_ text: [UInt8], plain: RequestTemplate.Encoding) -> [RequestTemplate.Segment] {
        var segments: [RequestTemplate.Segment] = []
        var literal: [UInt8] = []
        var position = 0
        while position < text.count {
            guard let (number, encoding, length) = mark(text[position...]) else {
                literal.append(text[position])
                position += 1
                continue
            }
            if !literal.isEmpty { segments.append(.literal(literal)) }
            literal = []
            segments.append(.variable(number, encoding ?? plain))
            position += length
        }
        return literal.isEmpty ? segments : segments + [.literal(literal)]
    }

    func segments(_ text: String, plain: RequestTemplate.Encoding) -> [RequestTemplate.Segment] {
        segments(Array(text.utf8), plain: plain)
    }

    /// The mark that a text begins with.
    private func mark(_ text: ArraySlice<UInt8>) -> (number: Int, RequestTemplate.Encoding?, length: Int)? {
        for form in Self.forms where text.starts(with: form.prefix) {
            let digits = text.dropFirst(form.prefix.count).prefix { (0x30...0x39).contains($0) }
            guard text.dropFirst(form.prefix.count + digits.count).starts(with: form.suffix),
                let number = Int(String(decoding: digits, as: UTF8.self)), names[number] != nil
            else { continue }
            return (number, form.encoding, form.prefix.count + digits.count + form.suffix.count)
        }
        return nil
    }

    /// The first variable whose mark stands in a text, and whether the text begins with it.
    func first(in text: String) -> (name: String, isAtStart: Bool)? {
        for (index, segment) in segments(text, plain: .raw).enumerated() {
            if case .variable(let number, _) = segment, let name = names[number] { return (name, index == 0) }
        }
        return nil
    }

    /// The text with names in place of marks, as `:name`: for people and for selectors.
    func readable(_ text: String) -> String {
        let parts = segments(text, plain: .raw).map { segment in
            switch segment {
            case .literal(let bytes): String(decoding: bytes, as: UTF8.self)
            case .variable(let number, _): ":" + (names[number] ?? "")
            }
        }
        return parts.joined()
    }
}
