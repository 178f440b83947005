extension String {
    /// At most `limit` Unicode scalars, the cut marked with an ellipsis.
    package func clipped(to limit: Int) -> String {
        // The bytes tell cheaply that a text is short enough; only a long one is walked.
        guard utf8.count > limit, let end = unicodeScalars.index(startIndex, offsetBy: limit, limitedBy: endIndex),
            end < endIndex
        else { return self }
        return String(unicodeScalars[..<end]) + "…"
    }

    /// The text without control characters, so that what a target sends can't steer a terminal:
    /// tabs become spaces, every other control character or bidirectional override its `\u{…}` form.
    package var printable: String {
        guard unicodeScalars.contains(where: Self.isUnprintable) else { return self }
        var result = ""
        for scalar in unicodeScalars {
            if scalar == "\t" {
                result += " "
            } else if Self.isUnprintable(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F: true
        default: false
        }
    }
}
