/// Text as XML 1.0 can hold it.
enum XMLText {
    /// Without terminal sequences, without characters that XML 1.0 has no place for or that only steer a display,
    /// every line end as a line feed.
    static func cleaned(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var previous: Unicode.Scalar?
        for scalar in text.withoutTerminalSequences.unicodeScalars {
            switch scalar {
            case "\n" where previous == "\r": break
            case "\r": result.append("\n")
            default: if isAllowed(scalar) { result.append(scalar) }
            }
            previous = scalar
        }
        return String(result)
    }

    /// The cleaned text on one line, without spaces at its ends or two in a row.
    static func cleanedLine(_ text: String) -> String {
        cleaned(text).split { $0 == " " || $0 == "\n" || $0 == "\t" }.joined(separator: " ")
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x9, 0xA: true
        case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: false
        // Marks that turn the direction of what follows: text could be made to read as another.
        case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: false
        default: true
        }
    }

    /// Markup characters as references; `>` too, so that `]]>` can't appear.
    static func escaped(_ text: String) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "&"): bytes.append(contentsOf: "&amp;".utf8)
            case UInt8(ascii: "<"): bytes.append(contentsOf: "&lt;".utf8)
            case UInt8(ascii: ">"): bytes.append(contentsOf: "&gt;".utf8)
            case UInt8(ascii: "\""): bytes.append(contentsOf: "&quot;".utf8)
            default: bytes.append(byte)
            }
        }
        return bytes
    }
}
