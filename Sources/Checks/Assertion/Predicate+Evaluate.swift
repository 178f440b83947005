internal import JSON
internal import Model
internal import Pattern

extension Predicate {
    /// Nil when the predicate holds for what was found.
    ///
    /// A value that is not there satisfies nothing but `exists: false`, `is_empty: true` and `count`.
    func refusal(of found: Found, _ scope: Scope) -> Refusal? {
        if case .undecidable(let why) = found {
            return Refusal(expected: words(scope), actual: why, isUndecidable: true)
        }
        if case .malformed(let why) = found { return Refusal(expected: words(scope), actual: why) }
        do {
            return try holds(for: found, scope) ? nil : Refusal(expected: words(scope), actual: actual(found))
        } catch let error as Mismatch {
            return Refusal(expected: words(scope), actual: "\(actual(found)) (\(error.hint))")
        } catch {
            return Refusal(expected: words(scope), actual: "\(error)", isUndecidable: true)
        }
    }

    /// The value has another type than the predicate is about.
    private struct Mismatch: Error {
        var hint: String
    }

    private func actual(_ found: Found) -> String {
        if case .count = self { return "\(found.count)" }
        return found.summary
    }

    private func holds(for found: Found, _ scope: Scope) throws -> Bool {
        switch self {
        case .exists(let wanted): return found.values.isEmpty != wanted
        case .count(let predicates):
            let count = Found.nodes([.number(JSONNumber(found.count))], isSingular: true)
            // Thrown on, not turned into "no": inside of a `not` that would hold.
            return try predicates.allSatisfy { try $0.holds(for: count, scope) }
        case .isEmpty(let wanted): return Self.isEmpty(found.value) == wanted
        case .not(let predicates):
            for predicate in predicates {
                guard found.value != nil || predicate.isAboutPresence else {
                    throw Mismatch(hint: "a missing value satisfies nothing; say exists: false")
                }
                if try predicate.holds(for: found, scope) { return false }
                // What must not hold must not hold for any of several values either, whatever holds for their list.
                for single in found.singles where try predicate.holds(for: single, scope) { return false }
            }
            return true
        default:
            guard let value = found.value else { return false }
            return try holds(for: value, found, scope)
        }
    }

    private func holds(for value: JSONValue, _ found: Found, _ scope: Scope) throws -> Bool {
        switch self {
        case .equals(let operand):
            if try Self.equal(value, operand, found, scope) { return true }
            if let slip = Self.slip(value, try operand.value(in: scope)) { throw slip }
            return false
        case .differs(let operand):
            if try Self.equal(value, operand, found, scope) { return false }
            for single in found.singles
            where try single.value.map({ try Self.equal($0, operand, single, scope) }) ?? false { return false }
            // 5 is not "5", but who says `ne: "5"` hardly means that: it does not pass for being written wrongly.
            if let slip = Self.slip(value, try operand.value(in: scope)) { throw slip }
            return true
        case .oneOf(let operands): return try operands.contains { try Self.equal(value, $0, found, scope) }
        case .order(let order, let operand): return try Self.compare(value, order, operand, found, scope)
        case .contains(let operand): return try Self.contains(value, try operand.value(in: scope))
        case .startsWith(let prefix): return try Self.text(value).utf8.starts(with: try Self.part(prefix, scope).utf8)
        case .endsWith(let suffix):
            return try Self.text(value).utf8.reversed().starts(with: try Self.part(suffix, scope).utf8.reversed())
        case .matches(let pattern, _):
            let text = try Self.text(value)
            switch pattern {
            case .ready(let pattern): return try pattern.isFound(in: text)
            case .later(let template): return try Pattern(try template.text(in: scope)).isFound(in: text)
            }
        case .type(let name): return Self.type(value, is: name)
        case .exists, .count, .isEmpty, .not: return false
        }
    }

    /// The predicates that say something about a value that is not there.
    private var isAboutPresence: Bool {
        switch self {
        case .exists, .isEmpty, .count: true
        default: false
        }
    }

    private static func isEmpty(_ value: JSONValue?) -> Bool {
        switch value {
        case nil, .null: true
        case .string(let text): text.isEmpty
        case .array(let elements): elements.isEmpty
        case .object(let object): object.isEmpty
        case .bool, .number: false
        }
    }

    private static func equal(_ value: JSONValue, _ operand: JSONTemplate, _ found: Found, _ scope: Scope) throws
        -> Bool
    {
        let wanted = try operand.value(in: scope)
        if let figures = try figures(found, wanted) { return figures.found == figures.wanted }
        // A header that reads `5` is the text "5"; written as `eq: 5` in a suite it is meant just so.
        if found.isText, case .string(let text) = value {
            switch wanted {
            case .number(let number): return text == number.text
            case .bool(let bool): return text == String(bool)
            default: break
            }
        }
        return value == wanted
    }

    /// Why two values differ that read alike: a number and the same number in quotes.
    private static func slip(_ value: JSONValue, _ wanted: JSONValue) -> Mismatch? {
        guard value.kind != wanted.kind, JSONWriter().text(value) == text(quoted: wanted) else { return nil }
        return Mismatch(hint: "a \(value.kind.rawValue), not a \(wanted.kind.rawValue)")
    }

    /// The text that a number would have in quotes, or a string without them: a frequent slip worth a hint.
    private static func text(quoted value: JSONValue) -> String {
        if case .string(let text) = value { return text }
        return "\"\(JSONWriter().text(value))\""
    }

    private static func compare(
        _ value: JSONValue, _ order: Order, _ operand: JSONTemplate, _ found: Found, _ scope: Scope
    ) throws -> Bool {
        let wanted = try operand.value(in: scope)
        if let figures = try figures(found, wanted) { return order.holds(figures.found, figures.wanted) }
        switch (number(value, isText: found.isText), number(wanted, isText: found.isText)) {
        case (let a?, let b?): return order.holds(a, b)
        case (nil, nil):
            if case .string(let a) = value, case .string(let b) = wanted {
                return order.holds(Array(a.unicodeScalars), Array(b.unicodeScalars))
            }
            throw Mismatch(hint: "neither two numbers nor two texts")
        default: throw Mismatch(hint: "a number can only be compared with a number")
        }
    }

    private static func number(_ value: JSONValue, isText: Bool) -> JSONNumber? {
        switch value {
        case .number(let number): number
        case .string(let text) where isText: JSONNumber(text)
        default: nil
        }
    }

    /// Both sides of a comparison in one unit; nil where what was found has none.
    private static func figures(_ found: Found, _ wanted: JSONValue) throws -> (found: Double, wanted: Double)? {
        switch found {
        case .milliseconds(let value): (value, try milliseconds(wanted))
        case .bytes(let count): (Double(count), try bytes(wanted))
        case .measured(let measured): (measured.value, try measured.limit(wanted))
        default: nil
        }
    }

    private static func milliseconds(_ value: JSONValue) throws -> Double {
        guard case .string(let text) = value, let duration = Quantity.duration(text) else {
            throw UnitError(
                description: "\(JSONWords.text(value)) is no duration; write it with its unit, such as 800ms")
        }
        return duration.milliseconds
    }

    private static func bytes(_ value: JSONValue) throws -> Double {
        switch value {
        case .number(let number): return number.double
        case .string(let text):
            if let bytes = Quantity.bytes(text) { return Double(bytes) }
            fallthrough
        default: throw UnitError(description: "\(JSONWords.text(value)) is no size; write it as 1024 or 1KiB")
        }
    }

    private struct UnitError: Error, CustomStringConvertible {
        var description: String
    }

    private static func contains(_ value: JSONValue, _ wanted: JSONValue) throws -> Bool {
        switch value {
        case .string(let text):
            switch wanted {
            case .string(""): throw Mismatch(hint: "an empty text stands in every text")
            case .string(let part): return text.holds(part)
            case .number(let number): return text.holds(number.text)
            default: throw Mismatch(hint: "a text can only contain a text")
            }
        case .array(let elements): return elements.contains(wanted)
        case .object(let object):
            guard case .string(let name) = wanted else {
                throw Mismatch(hint: "an object contains names, which are texts")
            }
            return object[name] != nil
        case .null, .bool, .number: throw Mismatch(hint: "only texts, lists and objects contain something")
        }
    }

    private static func part(_ template: Template, _ scope: Scope) throws -> String {
        let part = try template.text(in: scope)
        if part.isEmpty { throw Mismatch(hint: "every text begins and ends with an empty one") }
        return part
    }

    private static func text(_ value: JSONValue) throws -> String {
        switch value {
        case .string(let text): return text
        case .number(let number): return number.text
        default: throw Mismatch(hint: "not a text")
        }
    }

    private static func type(_ value: JSONValue, is name: String) -> Bool {
        if case .number(let number) = value { return name == "number" || (name == "integer" && number.isWhole) }
        return value.kind.rawValue == name
    }
}

extension String {
    /// Whether the bytes of `part` stand in it: letters that merge with their neighbours on a screen stay apart here.
    fileprivate func holds(_ part: String) -> Bool { Array(utf8).contains(Array(part.utf8)) }
}
