/// Fills in `$NAME`, `${NAME}` and `${NAME:-default}` from the keys that stand above in the same file.
///
/// Only keys that were read before can be referred to, so no reference is circular; `A=$B` above `B=$A` is empty.
struct ComposeExpansion {
    struct Expanded {
        var text = ""
        var references: Set<String> = []
        var unresolved: Set<String> = []
    }

    struct Failure: Error {
        var kind: ConfigProblem.Kind
        var message: String
        var fix: String
    }

    private struct Known {
        var text: String
        var isUnresolved: Bool
    }

    private var known: [String: Known] = [:]
    private var bytesLeft = ConfigReader.maximumExpandedBytes

    /// False once the values of the file have together grown beyond every measure.
    var hasRoom: Bool { bytesLeft > 0 }

    mutating func define(_ key: String, _ value: Expanded) {
        known[key] = Known(text: value.text, isUnresolved: !value.unresolved.isEmpty)
    }

    /// Counts a value that needs no expansion.
    mutating func count(_ text: String) { bytesLeft -= text.utf8.count }

    mutating func expand(_ raw: [Unicode.Scalar]) throws(Failure) -> Expanded {
        var result = Expanded()
        var room = min(bytesLeft, ConfigReader.maximumBytes)
        let start = room
        defer { bytesLeft -= start - max(room, 0) }
        do throws(Failure) {
            try expand(raw[...], into: &result, room: &room, depth: 0)
        } catch {
            // A value that outgrew its limit takes the file's budget with it, so that a thousand such can't add up.
            if error.kind == .expansionTooLarge { room = 0 }
            throw error
        }
        return result
    }

    private func expand(
        _ raw: ArraySlice<Unicode.Scalar>, into result: inout Expanded, room: inout Int, depth: Int
    ) throws(Failure) {
        var index = raw.startIndex
        while index < raw.endIndex {
            let next = index + 1 < raw.endIndex ? raw[index + 1] : nil
            guard raw[index] == "$", let next, next == "$" || next == "{" || Self.isNameStart(next) else {
                room -= UTF8.width(raw[index])
                guard room >= 0 else { throw Self.tooLarge }
                result.text.unicodeScalars.append(raw[index])
                index += 1
                continue
            }
            if next == "$" {
                try Self.append("$", to: &result, room: &room)
                index += 2
            } else if next == "{" {
                guard let close = Self.closingBrace(raw[(index + 2)...]) else { throw Self.badReference }
                try expandBraced(raw[(index + 2)..<close], into: &result, room: &room, depth: depth)
                index = close + 1
            } else {
                let name = raw[(index + 1)...].prefix(while: Self.isNamePart)
                try refer(to: Self.text(name), in: &result, room: &room)
                index = name.endIndex
            }
        }
    }

    private func expandBraced(
        _ inside: ArraySlice<Unicode.Scalar>, into result: inout Expanded, room: inout Int, depth: Int
    ) throws(Failure) {
        guard depth < DotenvReader.maximumDepth, let first = inside.first, Self.isNameStart(first) else {
            throw Self.badReference
        }
        let name = Self.text(inside.prefix(while: Self.isNamePart))
        var rest = inside.drop(while: Self.isNamePart)
        guard !rest.isEmpty else { return try refer(to: name, in: &result, room: &room) }

        let emptyCountsAsUnset = rest.first == ":"
        if emptyCountsAsUnset { rest.removeFirst() }
        let value = known[name]
        let isSet = value.map { !(emptyCountsAsUnset && $0.text.isEmpty) } ?? false
        guard let sign = rest.popFirst() else { throw Self.badReference }
        switch (sign, isSet) {
        case ("-", true), ("?", true): try refer(to: name, in: &result, room: &room)
        case ("-", false), ("+", true):
            result.references.insert(name)
            if value?.isUnresolved == true { result.unresolved.insert(name) }
            try expand(rest, into: &result, room: &room, depth: depth + 1)
        case ("+", false): result.references.insert(name)
        case ("?", false):
            throw Failure(
                kind: .badReference, message: "a reference that must be set, ${…?…}, is not set above in the file",
                fix: "set the key before this line")
        default: throw Self.badReference
        }
    }

    private func refer(to name: String, in result: inout Expanded, room: inout Int) throws(Failure) {
        result.references.insert(name)
        guard let value = known[name] else {
            result.unresolved.insert(name)
            return
        }
        if value.isUnresolved { result.unresolved.insert(name) }
        try Self.append(value.text, to: &result, room: &room)
    }

    private static func append(_ text: String, to result: inout Expanded, room: inout Int) throws(Failure) {
        room -= text.utf8.count
        guard room >= 0 else { throw tooLarge }
        result.text += text
    }

    // MARK: Pieces

    /// The index of the brace that closes what was opened before the text.
    private static func closingBrace(_ raw: ArraySlice<Unicode.Scalar>) -> Int? {
        var open = 1
        for index in raw.indices {
            if raw[index] == "{" { open += 1 }
            if raw[index] == "}" { open -= 1 }
            if open == 0 { return index }
        }
        return nil
    }

    private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
        String(String.UnicodeScalarView(scalars))
    }

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) || scalar == "_"
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        isNameStart(scalar) || ("0"..."9").contains(scalar)
    }

    private static let badReference = Failure(
        kind: .badReference,
        message: "a reference that can't be read: ${ without a name, without its }, or nested too deep",
        fix: "write ${NAME} or ${NAME:-default}, and $$ for a dollar sign")

    static let tooLarge = Failure(
        kind: .expansionTooLarge,
        message: "references make the values of this file larger than 1 MiB each or 4 MiB together",
        fix: "refer to fewer or shorter values")
}
