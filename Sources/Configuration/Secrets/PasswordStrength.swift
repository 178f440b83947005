/// What can be said against a password by its looks.
enum PasswordStrength {
    enum Weakness: Equatable { case wellKnown, weak }

    /// Nil for one that nobody guesses.
    static func weakness(of value: Bytes, neighbours: Set<String>) -> Weakness? {
        let text = value.lowercased
        let plain = text.text
        if KnownPasswords.defaults.contains(plain) || neighbours.contains(plain) { return .wellKnown }
        let folded = fold(text)
        if KnownPasswords.defaults.contains(folded.text) { return .wellKnown }
        if value.count < 8 || isRepeated(text) || isWalk(text) { return .weak }
        if isOfWords(text) || isOfWords(folded) { return .weak }
        return nil
    }

    /// The letters behind `p@55w0rd`.
    private static func fold(_ text: Bytes) -> Bytes {
        text.map { byte -> UInt8 in
            switch byte {
            case 0x40, 0x34: 0x61  // @ 4 → a
            case 0x30: 0x6F  // 0 → o
            case 0x31, 0x21: 0x69  // 1 ! → i
            case 0x33: 0x65  // 3 → e
            case 0x35, 0x24: 0x73  // 5 $ → s
            case 0x37: 0x74  // 7 → t
            default: byte
            }
        }[...]
    }

    /// One or two characters, or a short piece over and over.
    private static func isRepeated(_ text: Bytes) -> Bool {
        if Set(text).count <= 2 { return true }
        return (1...4).contains { length in
            text.count >= length * 3 && zip(text, text.dropFirst(length)).allSatisfy(==)
        }
    }

    private static let rows = [
        "qwertyuiop", "asdfghjkl", "zxcvbnm", "1234567890", "qwertzuiop", "abcdefghijklmnopqrstuvwxyz", "!@#$%^&*()",
        "1qaz2wsx3edc4rfv", "0987654321",
    ]

    /// Neighbours on a keyboard, one run after the other.
    private static func isWalk(_ text: Bytes) -> Bool {
        var index = text.startIndex
        var walked = 0
        while index < text.endIndex {
            let length = rows.map { row in longestRun(in: text, at: index, row: Array(row.utf8)) }.max() ?? 0
            if length >= 3 { walked += length }
            index += max(length, 1)
        }
        return walked * 10 >= text.count * 8
    }

    private static func longestRun(in text: Bytes, at index: Int, row: [UInt8]) -> Int {
        guard let place = row.firstIndex(of: text[index]) else { return 0 }
        var length = 0
        while place + length < row.count, index + length < text.endIndex, row[place + length] == text[index + length] {
            length += 1
        }
        return length
    }

    /// Words that everybody knows, with a year or a few digits and signs.
    private static func isOfWords(_ text: Bytes) -> Bool {
        guard text.count <= 40 else { return false }
        let words = text.pieces { !ASCII.isLetter($0) }
        let others = text.count - words.reduce(0) { $0 + $1.count }
        guard !words.isEmpty, others <= 4 + 2 * words.count else { return false }
        return words.allSatisfy { KnownPasswords.isOfWords($0) }
    }
}
