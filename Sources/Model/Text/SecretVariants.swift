/// The forms in which one secret turns up in headers, URLs, bodies and reports.
enum SecretVariants {
    static func of(_ value: String) -> [String] {
        let bytes = Array(value.utf8)
        let upperPercent = percent(bytes, digits: Array("0123456789ABCDEF".utf8))
        let lowerPercent = percent(bytes, digits: Array("0123456789abcdef".utf8))
        return [
            value, upperPercent, lowerPercent, upperPercent.replacing("%20", with: "+"), json(value, slash: "/"),
            json(value, slash: "\\/"), json(value, slash: "/", escapesMarkup: true), xml(value, quote: "'"),
            xml(value, quote: "&#39;"), xml(value, quote: "&apos;"), hex(bytes),
        ].filter { !$0.isEmpty } + base64(bytes)
    }

    /// Base64 of the value at each of the three places where it can start in a longer text, without the characters
    /// that also depend on its neighbours; in the standard and the URL alphabet.
    private static func base64(_ bytes: [UInt8]) -> [String] {
        (0..<3).flatMap { shift -> [String] in
            let padded = [UInt8](repeating: 0, count: shift) + bytes
            let whole = encode(padded)
            let skip = shift == 0 ? 0 : shift + 1
            let usable = padded.count * 8 / 6
            guard usable > skip else { return [] }
            let core = String(whole.prefix(usable).dropFirst(skip))
            guard core.utf8.count >= Redactor.shortestValue else { return [] }
            return [core, core.replacing("+", with: "-").replacing("/", with: "_")]
        }
    }

    private static func encode(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            let a = UInt32(bytes[index])
            let b = index + 1 < bytes.count ? UInt32(bytes[index + 1]) : 0
            let c = index + 2 < bytes.count ? UInt32(bytes[index + 2]) : 0
            let word = a << 16 | b << 8 | c
            for shift in [18, 12, 6, 0] as [UInt32] { result.append(alphabet[Int(word >> shift & 63)]) }
            index += 3
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func percent(_ bytes: [UInt8], digits: [UInt8]) -> String {
        var result: [UInt8] = []
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                result.append(byte)
            default:
                result += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// With `escapesMarkup` as writers do that fear their output in HTML.
    private static func json(_ value: String, slash: String, escapesMarkup: Bool = false) -> String {
        var result = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "<" where escapesMarkup: result += "\\u003c"
            case ">" where escapesMarkup: result += "\\u003e"
            case "&" where escapesMarkup: result += "\\u0026"
            case "'" where escapesMarkup: result += "\\u0027"
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "/": result += slash
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func xml(_ value: String, quote: String) -> String {
        value.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: quote)
    }

    private static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
