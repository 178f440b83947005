/// Fills in `$NAME`, `${NAME}` and `${NAME:-default}` from the keys that stand above in the same file.
///
/// Only keys that were read before can be referred to, so no reference is circular; `A=$B` above `B=$A` is empty.
enum ComposeExpansion {
    static func expand(
        _ raw: ArraySlice<Unicode.Scalar>, _ known: KnownValues, into result: inout ValueBuilder, depth: Int = 0
    ) throws(ExpansionFailure) {
        var index = raw.startIndex
        while index < raw.endIndex {
            let next = index + 1 < raw.endIndex ? raw[index + 1] : nil
            guard raw[index] == "$", let next, next == "$" || next == "{" || isNameStart(next) else {
                try result.append(raw[index])
                index += 1
                continue
            }
            if next == "$" {
                try result.append("$" as Unicode.Scalar)
                index += 2
            } else if next == "{" {
                guard let close = closingBrace(raw[(index + 2)...]) else { throw badReference }
                try expandBraced(raw[(index + 2)..<close], known, into: &result, depth: depth)
                index = close + 1
            } else {
                let name = raw[(index + 1)...].prefix(while: isNamePart)
                try result.refer(to: String(name), known)
                index = name.endIndex
            }
        }
    }

    private static func expandBraced(
        _ inside: ArraySlice<Unicode.Scalar>, _ known: KnownValues, into result: inout ValueBuilder, depth: Int
    ) throws(ExpansionFailure) {
        guard depth < DotenvReader.maximumDepth, let first = inside.first, isNameStart(first) else {
            throw badReference
        }
        let name = String(inside.prefix(while: isNamePart))
        var rest = inside.drop(while: isNamePart)
        guard !rest.isEmpty else { return try result.refer(to: name, known) }

        let emptyCountsAsUnset = rest.first == ":"
        if emptyCountsAsUnset { rest.removeFirst() }
        let isSet = known[name].map { !(emptyCountsAsUnset && $0.text.isEmpty) } ?? false
        guard let sign = rest.popFirst() else { throw badReference }
        switch (sign, isSet) {
        case ("-", true), ("?", true): try result.refer(to: name, known)
        case ("-", false), ("+", true):
            result.consult(name, known)
            try expand(rest, known, into: &result, depth: depth + 1)
        case ("+", false): result.consult(name, known)
        case ("?", false):
            throw ExpansionFailure(
                kind: .badReference, message: "a reference that must be set, ${…?…}, is not set above in the file",
                fix: "set the key before this line")
        default: throw badReference
        }
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

    private static func isNameStart(_ scalar: Unicode.Scalar) -> Bool {
        ("A"..."Z").contains(scalar) || ("a"..."z").contains(scalar) || scalar == "_"
    }

    private static func isNamePart(_ scalar: Unicode.Scalar) -> Bool {
        isNameStart(scalar) || ("0"..."9").contains(scalar)
    }

    private static let badReference = ExpansionFailure(
        kind: .badReference,
        message: "a reference that can't be read: ${ without a name, without its }, or nested too deep",
        fix: "write ${NAME} or ${NAME:-default}, and $$ for a dollar sign")
}
