extension JSONValue: Equatable {
    /// Equality by value: `1.0 == 1`, and objects regardless of the order of their members.
    package static func == (left: JSONValue, right: JSONValue) -> Bool {
        var work = Int.max
        return areEqual(left, right, work: &work)
    }

    /// Equality that charges what it compares to `work`, which falls below zero when there was too much of it.
    ///
    /// The answer is only good while `work` is not negative.
    static func areEqual(_ left: JSONValue, _ right: JSONValue, work: inout Int) -> Bool {
        work -= 1
        guard work >= 0 else { return false }
        switch (left, right) {
        case (.null, .null):
            return true
        case (.bool(let left), .bool(let right)):
            return left == right
        case (.number(let left), .number(let right)):
            work -= min(left.text.utf8.count, right.text.utf8.count) / bytesPerUnit
            return left == right
        case (.string(let left), .string(let right)):
            work -= min(left.utf8.count, right.utf8.count) / bytesPerUnit
            return left.isIdentical(to: right)
        case (.array(let left), .array(let right)):
            guard left.count == right.count else { return false }
            for index in left.indices where !areEqual(left[index], right[index], work: &work) { return false }
            return true
        case (.object(let left), .object(let right)):
            guard left.count == right.count else { return false }
            for member in left.members {
                guard let other = right[member.name], areEqual(member.value, other, work: &work) else { return false }
            }
            return true
        default:
            return false
        }
    }

    /// How many bytes of text cost as much work as one visited value.
    static let bytesPerUnit = 64
}

extension String {
    /// Whether both consist of the same scalars; `==` would also equate composed with decomposed letters.
    func isIdentical(to other: String) -> Bool {
        utf8.count == other.utf8.count && utf8.elementsEqual(other.utf8)
    }

    /// Whether this comes first in the order of scalars, which is also the order of UTF-8 bytes.
    func precedes(_ other: String) -> Bool {
        utf8.lexicographicallyPrecedes(other.utf8)
    }
}
