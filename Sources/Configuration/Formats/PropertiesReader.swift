internal import Model

/// Reads a Java properties file: `key=value`, `key:value` or `key value`, lines joined by `\` at their end.
///
/// Bytes that are not UTF-8 are taken for ISO-8859-1, which is what `Properties.load` reads from a stream.
struct PropertiesReader {
    private let text: PlacedText
    private var index = 0
    private var result = EntryCollector()

    init(_ text: PlacedText) { self.text = text }

    static func read(_ bytes: [UInt8], file: String) -> ConfigFile {
        switch ConfigText.decode(bytes, file: file) {
        case .success(let scalars): return read(scalars, file)
        case .failure(let failure):
            guard failure.problem.kind == .encoding, !ConfigText.isWide(bytes), !bytes.contains(0) else {
                var result = ConfigFile()
                result.add(failure.problem)
                return result
            }
            return read(bytes.map { Unicode.Scalar($0) }, file)
        }
    }

    private static func read(_ scalars: [Unicode.Scalar], _ file: String) -> ConfigFile {
        var reader = PropertiesReader(PlacedText(scalars, file: file))
        return reader.read()
    }

    private mutating func read() -> ConfigFile {
        while true {
            skip { Self.isBlank($0) || Self.isLineEnd($0) }
            guard let scalar = current else { return result.file }
            if scalar == "#" || scalar == "!" {
                skip { !Self.isLineEnd($0) }
                continue
            }
            guard result.hasRoom(at: text.location(at: index)) else { return result.file }
            readPair()
        }
    }

    private mutating func readPair() {
        let keyPlace = text.location(at: index)
        let key = readPart { Self.isBlank($0) || $0 == "=" || $0 == ":" }
        skipJoined()
        if current == "=" || current == ":" {
            index += 1
            skipJoined()
        }
        let place = text.location(at: index)
        let value = readPart { _ in false }
        guard let key, let value else { return }
        if value.unicodeScalars.contains("\0") {
            return result.report(
                .nul, "an escape that stands for a NUL byte", fix: "no value of an environment can hold one", at: place)
        }
        guard !key.isEmpty else {
            return result.report(.noKey, "no key before the separator", fix: "write key=value", at: keyPlace)
        }
        result.keep(
            ConfigEntry(
                key: key, value: Secret(value), keyLocation: keyPlace, valueLocation: place, hadQuotes: false))
    }

    /// The text up to what ends it, escapes done; nil after a report.
    private mutating func readPart(until ends: (Unicode.Scalar) -> Bool) -> String? {
        var units: [UInt16] = []
        var isReadable = true
        while let scalar = current, !Self.isLineEnd(scalar), !ends(scalar) {
            index += 1
            guard scalar == "\\" else {
                units += Array(String(scalar).utf16)
                continue
            }
            guard let escaped = current else { break }
            if Self.isLineEnd(escaped) {
                index -= 1
                skipJoint()
            } else if escaped == "u" {
                guard let unit = codeUnit() else {
                    isReadable = false
                    result.report(
                        .syntax, "\\u without four hexadecimal digits, which Java refuses",
                        fix: "write \\u00e9, or \\\\u",
                        at: text.location(at: index - 1))
                    continue
                }
                units.append(unit)
            } else {
                index += 1
                units += Array(String(Self.escapes[escaped] ?? escaped).utf16)
            }
        }
        guard isReadable else { return nil }
        var decoded = String.UnicodeScalarView()
        var decoder = UTF16()
        var iterator = units.makeIterator()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar): decoded.append(scalar)
            case .emptyInput: return String(decoded)
            case .error:
                result.report(
                    .syntax, "half of a character, written as \\u", fix: "write both halves",
                    at: text.location(at: index))
                return nil
            }
        }
    }

    /// Reads `uXXXX`; nil where digits are missing, with the cursor behind the `u`.
    private mutating func codeUnit() -> UInt16? {
        index += 1
        let digits = text.scalars[index...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit }),
            let unit = UInt16(String(digits), radix: 16)
        else { return nil }
        index += 4
        return unit
    }

    /// Moves over a backslash, the end of its line, and the blanks at the next line's beginning.
    private mutating func skipJoint() {
        index += 1
        let isReturn = current == "\r"
        index += 1
        if isReturn, current == "\n" { index += 1 }
        skip(while: Self.isBlank)
    }

    /// Blanks, and the joints between lines among them.
    private mutating func skipJoined() {
        while let scalar = current {
            if Self.isBlank(scalar) {
                index += 1
            } else if scalar == "\\", index + 1 < text.scalars.count, Self.isLineEnd(text.scalars[index + 1]) {
                skipJoint()
            } else {
                return
            }
        }
    }

    // MARK: Characters

    private var current: Unicode.Scalar? { index < text.scalars.count ? text.scalars[index] : nil }

    private mutating func skip(while condition: (Unicode.Scalar) -> Bool) {
        while let scalar = current, condition(scalar) { index += 1 }
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar == " " || scalar == "\t" || scalar == "\u{0C}"
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool { scalar == "\n" || scalar == "\r" }

    private static let escapes: [Unicode.Scalar: Unicode.Scalar] = ["t": "\t", "n": "\n", "r": "\r", "f": "\u{0C}"]
}
