/// Decodes base64 in both alphabets, with or without padding.
enum Base64Text {
    /// Nil for what isn't base64; at most 64 KiB of text are looked at.
    static func decode(_ text: Bytes) -> [UInt8]? {
        guard text.count <= 65_536, !text.isEmpty else { return nil }
        var (result, word, bits): ([UInt8], UInt32, UInt32) = ([], 0, 0)
        result.reserveCapacity(text.count * 3 / 4)
        var padding = 0
        for byte in text {
            if byte == UInt8(ascii: "=") {
                padding += 1
                continue
            }
            guard padding == 0, let value = value(of: byte) else { return nil }
            word = word << 6 | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                result.append(UInt8(truncatingIfNeeded: word >> bits))
                word &= (1 << bits) - 1
            }
        }
        return padding <= 2 && bits < 6 ? result : nil
    }

    /// The text behind base64 of at least eight characters; nil where it is no text that people write.
    static func text(_ text: Bytes) -> Bytes? {
        guard text.count >= 8, let bytes = decode(text), !bytes.isEmpty else { return nil }
        let isText = bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }
        return isText ? bytes[...] : nil
    }

    private static func value(of byte: UInt8) -> UInt32? {
        switch byte {
        case 0x41...0x5A: UInt32(byte) - 0x41
        case 0x61...0x7A: UInt32(byte) - 0x61 + 26
        case 0x30...0x39: UInt32(byte) - 0x30 + 52
        case 0x2B, 0x2D: 62
        case 0x2F, 0x5F: 63
        default: nil
        }
    }
}
