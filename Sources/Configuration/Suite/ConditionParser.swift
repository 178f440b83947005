internal import Model

/// Reads `EVENT_SAMPLING_RATE > 0 and not (SLACK is set or MODE == 'quiet mode')`.
///
///     condition  = term {"or" term}
///     term       = factor {"and" factor}
///     factor     = "not" factor | "(" condition ")" | KEY "is" ["not"] "set" | KEY op value
///     op         = "==" | "!=" | "<" | "<=" | ">" | ">="
///     value      = a word, or a text in quotes
struct ConditionParser {
    /// Why a text is no condition.
    struct Failure: Error {
        /// Offset in Unicode scalars from the expression's start.
        var offset: Int
        var message: String
        var fix: String
    }

    struct Token {
        enum Kind: Equatable { case word, quoted, comparison, open, close }

        var kind: Kind
        var text: String
        var offset: Int
    }

    /// What was written, before anybody knows the keys.
    indirect enum Syntax {
        case isSet(Token)
        case compares(key: Token, comparison: Token, value: Token)
        case not(Syntax)
        case and(Syntax, Syntax)
        case or(Syntax, Syntax)
    }

    static let maximumLength = 500
    private static let maximumDepth = 16

    private var tokens: ArraySlice<Token>
    private let end: Int

    static func parse(_ text: String) throws(Failure) -> Syntax {
        guard text.utf8.count <= maximumLength else {
            throw Failure(offset: 0, message: "longer than \(maximumLength) bytes", fix: "split what it asks into keys")
        }
        var parser = ConditionParser(
            tokens: try ConditionLexer.tokens(of: text)[...], end: text.unicodeScalars.count)
        let syntax = try parser.condition(depth: 0)
        if let rest = parser.tokens.first {
            throw Failure(
                offset: rest.offset, message: "nothing may follow here but 'and' and 'or'",
                fix: "write KEY > 0 and OTHER is set")
        }
        return syntax
    }

    private mutating func condition(depth: Int) throws(Failure) -> Syntax {
        var result = try term(depth: depth)
        while take(word: "or") { result = .or(result, try term(depth: depth)) }
        return result
    }

    private mutating func term(depth: Int) throws(Failure) -> Syntax {
        var result = try factor(depth: depth)
        while take(word: "and") { result = .and(result, try factor(depth: depth)) }
        return result
    }

    private mutating func factor(depth: Int) throws(Failure) -> Syntax {
        guard let token = tokens.popFirst() else {
            throw Failure(
                offset: end, message: "a condition is missing at the end", fix: "write KEY is set, or KEY > 0")
        }
        guard depth < Self.maximumDepth else {
            throw Failure(
                offset: token.offset, message: "nested more than \(Self.maximumDepth) deep", fix: "write it flatter")
        }
        if token.kind == .open {
            let inner = try condition(depth: depth + 1)
            guard tokens.popFirst()?.kind == .close else {
                throw Failure(offset: token.offset, message: "'(' without its ')'", fix: "close it")
            }
            return inner
        }
        guard token.kind == .word, !["and", "or", "is", "set"].contains(token.text) else {
            throw Failure(
                offset: token.offset, message: "a key belongs here, found '\(token.text.clipped(to: 40))'",
                fix: "write KEY is set, or KEY > 0")
        }
        if token.text == "not" { return .not(try factor(depth: depth + 1)) }
        return try comparison(of: token)
    }

    private mutating func comparison(of key: Token) throws(Failure) -> Syntax {
        if take(word: "is") {
            let isNegated = take(word: "not")
            guard take(word: "set") else {
                throw Failure(
                    offset: tokens.first?.offset ?? end, message: "'is' must be followed by 'set' or 'not set'",
                    fix: "\(key.text.clipped(to: 60)) is set")
            }
            return isNegated ? .not(.isSet(key)) : .isSet(key)
        }
        guard let mark = tokens.popFirst(), mark.kind == .comparison else {
            throw Failure(
                offset: key.offset, message: "'\(key.text.clipped(to: 60))' is compared with nothing",
                fix: "\(key.text.clipped(to: 60)) is set, or one of == != < <= > >= and a value")
        }
        guard let value = tokens.popFirst(), value.kind == .word || value.kind == .quoted else {
            throw Failure(
                offset: mark.offset, message: "a value is missing after '\(mark.text)'",
                fix: "put a text with blanks or signs in quotes")
        }
        return .compares(key: key, comparison: mark, value: value)
    }

    private mutating func take(word: String) -> Bool {
        guard let token = tokens.first, token.kind == .word, token.text == word else { return false }
        tokens.removeFirst()
        return true
    }
}
