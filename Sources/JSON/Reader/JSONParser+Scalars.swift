extension JSONParser {
    /// Reads a string, a number or a word.
    mutating func scalar() throws(JSONReadError) -> JSONValue {
        guard let byte = peek() else { throw error(.unexpectedEnd(expected: "a value")) }
        switch byte {
        case UInt8(ascii: "\""): return .string(try string())
        case _ where isLetter(byte): return try word()
        case _ where continuesNumber(byte): return .number(try number())
        default: throw unexpected("a value")
        }
    }

    private mutating func word() throws(JSONReadError) -> JSONValue {
        let start = position
        while let byte = peek(), isLetter(byte) { position += 1 }
        let word = String(decoding: bytes[start..<position].prefix(40), as: UTF8.self)
        switch word {
        case "true": return .bool(true)
        case "false": return .bool(false)
        case "null": return .null
        default: throw error(.badLiteral(word), at: start)
        }
    }

    private func isLetter(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }

    private mutating func number() throws(JSONReadError) -> JSONNumber {
        let start = position
        let length = JSONNumber.length(in: bytes[start...])
        position += length
        guard length > 0, !continuesNumber(peek()) else { throw error(.badNumber(fault(at: start)), at: start) }
        return JSONNumber(checked: String(decoding: bytes[start..<position], as: UTF8.self))
    }

    /// Whether a number followed by this byte was broken off rather than ended.
    private func continuesNumber(_ byte: UInt8?) -> Bool {
        guard let byte else { return false }
        return isLetter(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || [UInt8(ascii: "."), UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
    }

    /// Says which of the usual faults a number has.
    private func fault(at start: Int) -> String {
        let text = bytes[start...].prefix { continuesNumber($0) }
        let shown = "'" + String(decoding: text.prefix(40), as: UTF8.self) + "'"
        let magnitude = text.first == UInt8(ascii: "-") ? text.dropFirst() : text
        switch magnitude.first {
        case UInt8(ascii: "+"): return "\(shown) begins with a plus sign"
        case UInt8(ascii: "."): return "\(shown) lacks a digit before the point"
        case UInt8(ascii: "0") where magnitude.dropFirst().first.map(isDigit) == true:
            return "\(shown) begins with a superfluous zero"
        case let first? where !isDigit(first): return "\(shown) has no digits where they belong"
        case nil: return "a sign stands alone"
        default: return "\(shown) ends or continues where a digit should come"
        }
    }

    private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}

// MARK: - Strings

extension JSONParser {
    /// Reads a string in quotes, at whose opening quote the cursor stands.
    mutating func string() throws(JSONReadError) -> String {
        position += 1
        var text = try run()
        while !skip(UInt8(ascii: "\"")) {
            guard peek() == UInt8(ascii: "\\") else {
                throw error(.unexpectedEnd(expected: "the closing quote of a string"))
            }
            text.unicodeScalars.append(try escape())
            text += try run()
        }
        return text
    }

    /// Reads up to a quote, a backslash or the end.
    private mutating func run() throws(JSONReadError) -> String {
        let start = position
        while let byte = peek(), byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else {
                try check(start)
                throw error(.controlCharacter(byte))
            }
            position += 1
        }
        try check(start)
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    /// Throws if the bytes up to the cursor are not UTF-8, at the first that is not.
    private func check(_ start: Int) throws(JSONReadError) {
        if let fault = UTF8Check.firstFault(in: bytes[start..<position]) { throw error(.invalidUTF8, at: fault) }
    }

    private mutating func escape() throws(JSONReadError) -> Unicode.Scalar {
        let start = position
        position += 1
        guard let byte = peek() else { throw error(.unexpectedEnd(expected: "the rest of an escape")) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""): return "\""
        case UInt8(ascii: "\\"): return "\\"
        case UInt8(ascii: "/"): return "/"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{C}"
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "u"): return try unicodeEscape(from: start)
        default: throw error(.badEscape(shown(start)), at: start)
        }
    }

    private mutating func unicodeEscape(from start: Int) throws(JSONReadError) -> Unicode.Scalar {
        let unit = try hexUnit(from: start)
        if let scalar = Unicode.Scalar(unit) { return scalar }
        let second = position
        guard UTF16.isLeadSurrogate(UInt16(unit)), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u")) else {
            throw error(.loneSurrogate(shown(start, end: second)), at: start)
        }
        let low = try hexUnit(from: second)
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00))
        else { throw error(.loneSurrogate(shown(start, end: second)), at: start) }
        return scalar
    }

    private mutating func hexUnit(from start: Int) throws(JSONReadError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            guard let byte = peek() else { throw error(.unexpectedEnd(expected: "the rest of an escape")) }
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
                throw error(.badEscape(shown(start)), at: start)
            }
            unit = unit << 4 | UInt32(digit)
            position += 1
        }
        return unit
    }

    private func shown(_ start: Int, end: Int? = nil) -> String {
        let end = min(end ?? position + 1, bytes.count)
        return "'" + String(decoding: bytes[start..<end], as: UTF8.self) + "'"
    }
}

/// UTF-8 by RFC 3629: no overlong forms, no surrogates, nothing beyond U+10FFFF.
enum UTF8Check {
    /// The index of the first byte that is not part of a character.
    static func firstFault(in bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
        var index = bytes.startIndex
        while index < bytes.endIndex {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                continue
            }
            let (length, second): (Int, ClosedRange<UInt8>)
            switch lead {
            case 0xC2...0xDF: (length, second) = (2, 0x80...0xBF)
            case 0xE0: (length, second) = (3, 0xA0...0xBF)
            case 0xED: (length, second) = (3, 0x80...0x9F)
            case 0xE1...0xEF: (length, second) = (3, 0x80...0xBF)
            case 0xF0: (length, second) = (4, 0x90...0xBF)
            case 0xF4: (length, second) = (4, 0x80...0x8F)
            case 0xF1...0xF3: (length, second) = (4, 0x80...0xBF)
            default: return index
            }
            guard index + length <= bytes.endIndex, second.contains(bytes[index + 1]),
                bytes[(index + 2)..<(index + length)].allSatisfy({ $0 & 0xC0 == 0x80 })
            else { return index }
            index += length
        }
        return nil
    }
}
