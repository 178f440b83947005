/// One header field as it stood on the wire, in order and with its own spelling.
package struct HTTPHeader: Sendable, Equatable {
    /// The field's name; compare with `isNamed`, because case never matters.
    package var name: String
    /// The value without the blanks around it.
    package var value: String
    /// True when the bytes were no UTF-8 and `value` shows U+FFFD in their place.
    package var wasRepaired: Bool

    package init(_ name: String, _ value: String, wasRepaired: Bool = false) {
        self.name = name
        self.value = value
        self.wasRepaired = wasRepaired
    }

    /// True when the name is the given one; only ASCII letters are compared without case.
    package func isNamed(_ other: String) -> Bool {
        name.utf8.elementsEqual(other.utf8) { $0.asciiLowercased == $1.asciiLowercased }
    }
}

extension Sequence<HTTPHeader> {
    /// All values of the fields with this name, in order.
    package func values(of name: String) -> [String] {
        filter { $0.isNamed(name) }.map(\.value)
    }

    /// The value of the first field with this name.
    package func first(_ name: String) -> String? {
        first { $0.isNamed(name) }?.value
    }
}

extension UInt8 {
    var asciiLowercased: UInt8 {
        (0x41...0x5A).contains(self) ? self | 0x20 : self
    }
}

extension String {
    /// The text with ASCII capitals made small; other characters are left alone.
    var asciiLowercased: String {
        String(decoding: utf8.map(\.asciiLowercased), as: UTF8.self)
    }
}
