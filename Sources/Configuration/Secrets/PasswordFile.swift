/// Lines of the files that programs keep passwords in: no `=` and no `:` tells what is one there.
struct PasswordFile {
    /// Seen `machine` or `default`: the lines below are those of a `.netrc`.
    private var isNetrc = false

    /// Servers' settings that are a password, whatever stands behind them.
    private static let settings: Set<String> = [
        "requirepass", "masterauth", "primaryauth", "tls-key-file-pass", "bindpw", "rootpw", "auth-pass",
    ]

    /// The password in a line of `.netrc`, `.pgpass`, `redis.conf` and their like; nil where there is none.
    mutating func password(in line: Bytes) -> Bytes? {
        let words = line.pieces(ASCII.isSpace)
        guard let first = words.first?.lowercased.text else { return nil }
        if first == "machine" && words.count > 1 || first == "default" && words.count != 2 { isNetrc = true }
        if isNetrc, ["machine", "default", "login", "account", "password", "passwd"].contains(first) {
            let name = words.firstIndex { ["password", "passwd"].contains($0.text) }
            return name.flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        }
        if words.count == 2, Self.settings.contains(first) { return Self.unquoted(words[1]) }
        // `sentinel auth-pass NAME PASSWORD`, `user NAME on >PASSWORD`.
        if first == "sentinel", words.count == 4, words[1].text == "auth-pass" { return Self.unquoted(words[3]) }
        if first == "user", words.count > 2, let word = words.first(where: { $0.first == 0x3E && $0.count > 1 }) {
            return word.dropFirst()
        }
        return words.count == 1 ? Self.postgres(line) : nil
    }

    private static func unquoted(_ word: Bytes) -> Bytes? {
        let inside = word.unquoted
        return inside.isEmpty ? nil : inside
    }

    /// `host:port:database:user:password`, with `\:` for a colon, and `*` for any.
    private static func postgres(_ line: Bytes) -> Bytes? {
        var fields: [Bytes] = []
        var start = line.startIndex
        var index = line.startIndex
        while index < line.endIndex, fields.count < 4 {
            if line[index] == 0x5C {
                index += 2
            } else {
                if line[index] == 0x3A {
                    fields.append(line[start..<index])
                    start = index + 1
                }
                index += 1
            }
        }
        guard fields.count == 4, start < line.endIndex, fields.allSatisfy({ !$0.isEmpty && !$0.contains(0x3D) }),
            fields[1].text == "*" || fields[1].count <= 5 && fields[1].allSatisfy(ASCII.isDigit),
            fields[0].text == "*" || fields[0].allSatisfy({ ASCII.isName($0) || "/[]\\:".utf8.contains($0) }),
            fields[3].text == "*" || fields[3].contains(where: ASCII.isLetter),
            // Addresses and fingerprints.
            !line.allSatisfy({ ASCII.isHex($0) || $0 == 0x3A })
        else { return nil }
        return line[start...]
    }
}
