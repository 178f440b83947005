/// Where a value stands in a document, written as the normalized path of RFC 9535, section 2.7.
package indirect enum JSONLocation: Sendable, CustomStringConvertible {
    case root
    case member(String, of: JSONLocation)
    case element(Int, of: JSONLocation)

    package var description: String {
        var steps: [String] = []
        var location = self
        while true {
            switch location {
            case .root:
                return "$" + steps.reversed().joined()
            case .member(let name, let parent):
                steps.append("['\(JSONLocation.escaped(name))']")
                location = parent
            case .element(let index, let parent):
                steps.append("[\(index)]")
                location = parent
            }
        }
    }

    private static func escaped(_ name: String) -> String {
        var text = ""
        for scalar in name.unicodeScalars {
            switch scalar {
            case "'": text += "\\'"
            case "\\": text += "\\\\"
            case "\u{8}": text += "\\b"
            case "\t": text += "\\t"
            case "\n": text += "\\n"
            case "\u{C}": text += "\\f"
            case "\r": text += "\\r"
            case "\u{0}"..<"\u{20}":
                text += "\\u00" + (scalar.value < 0x10 ? "0" : "") + String(scalar.value, radix: 16)
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
