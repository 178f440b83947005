#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// How much a text looks drawn by a machine.
struct Randomness {
    /// Bits a character, after Shannon, "A Mathematical Theory of Communication", 1948.
    let entropy: Double
    let count: Int
    /// Lower case, upper case, digits, others.
    let classes: Int
    /// How often neighbours are of different classes.
    let changes: Int
    let isHex: Bool
    let hasDigits: Bool
    let hasLetters: Bool

    init(_ text: Bytes) {
        var counts = [Int](repeating: 0, count: 256)
        var (seen, changes, last) = (Set<Int>(), 0, -1)
        var isHex = true
        for byte in text {
            counts[Int(byte)] += 1
            let kind = ASCII.isLower(byte) ? 0 : ASCII.isUpper(byte) ? 1 : ASCII.isDigit(byte) ? 2 : 3
            seen.insert(kind)
            if last >= 0, kind != last { changes += 1 }
            last = kind
            if !ASCII.isHex(byte) { isHex = false }
        }
        let total = Double(max(text.count, 1))
        entropy = counts.reduce(0) { sum, count in
            guard count > 0 else { return sum }
            let share = Double(count) / total
            return sum - share * log2(share)
        }
        count = text.count
        classes = seen.count
        self.changes = changes
        self.isHex = isHex && !text.isEmpty
        hasDigits = seen.contains(2)
        hasLetters = seen.contains(0) || seen.contains(1)
    }

    /// True where a piece between separators is hardly a word: for the value of a key that is named as a token.
    static func looksDrawn(_ text: Bytes) -> Bool {
        guard text.count >= 12, !text.contains(where: ASCII.isSpace) else { return false }
        let pieces = text.pieces { "-_.:/,".utf8.contains($0) }
        return pieces.contains(where: isDrawnPiece) || isDrawnWhole(text)
    }

    private static func isDrawnPiece(_ piece: Bytes) -> Bool {
        let looks = Randomness(piece)
        guard piece.count >= 10 else { return false }
        if looks.isHex, looks.hasDigits, looks.hasLetters {
            return piece.count >= 16 && looks.changes >= 3 && looks.entropy >= 2.5
        }
        if looks.hasDigits, looks.hasLetters { return looks.changes >= 4 && looks.entropy >= 3 }
        // Letters alone: the case of a name changes where a word begins, that of a random text anywhere.
        return looks.classes >= 2 && looks.changes >= piece.count / 4 + 2 && looks.entropy >= 3.2
    }

    private static func isDrawnWhole(_ text: Bytes) -> Bool {
        let looks = Randomness(text)
        return text.count >= 16 && looks.classes >= 3 && looks.hasDigits && looks.changes >= text.count / 3
            && looks.entropy >= 3.3
    }

    /// True where nothing but a machine writes so: for the value of any key at all.
    static func isCertain(_ text: Bytes) -> Bool {
        guard (32...512).contains(text.count), text.allSatisfy({ ASCII.isBase64($0) || $0 == 0x2D || $0 == 0x5F })
        else { return false }
        let pieces = text.pieces { $0 == 0x2D || $0 == 0x5F || $0 == 0x2F }
        guard pieces.contains(where: { $0.count >= 16 }) else { return false }
        let looks = Randomness(text)
        return looks.classes >= 3 && looks.hasDigits && looks.changes >= text.count / 4 && looks.entropy >= 4.1
    }
}
