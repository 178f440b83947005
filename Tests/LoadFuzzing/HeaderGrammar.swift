/// Header lines.
enum HeaderGrammar {
    private static let proper: [StaticString] = [
        "Date: Thu, 01 Jan 1970 00:00:00 GMT", "Server:", "X-Empty: ", "x: \t y \t",
        "Set-Cookie: a=1; Path=/; HttpOnly",
        "set-cookie: b=2", "Connection: keep-alive", "Connection: Close", "connection: x, keep-alive ,y",
        "!#$%&'*+-.^_`|~: 1",
        "X-Utf8: \u{e4}\u{20ac}", "Via: 1.1 a, 1.1 b",
    ]
    private static let odd: [StaticString] = [
        "Content-Length: 5", "Content-Length: 5, 5", "Content-Length: +5", "Content-Length: -0", "Content-Length:",
        "Content-Length: 18446744073709551616", "Content-Length: 999999999999999999", "Content-Length: 0x10",
        "Content-Length: 5 5", "Content-Length : 5", "Content-Length: 00000000000000005", "Content-Length: 1e3",
        "Transfer-Encoding: chunked", "Transfer-Encoding: chunked, chunked", "Transfer-Encoding: identity",
        "Transfer-Encoding: chunked, gzip", "Transfer-Encoding:", "Transfer-Encoding: ,", "Transfer-Encoding: xchunked",
        "Transfer-Encoding: \u{b}chunked", "Transfer-Encoding: chunked;a=b", "Connection: close, keep-alive",
        "no colon", ": no name", "a b: c", "a\0: b", "a: b\0c", "a: b\rc", "\u{ff}: a", "Upgrade: h2c", "a:\r",
    ]

    static func add(to bytes: inout [UInt8], isProper: Bool, _ end: StaticString, _ dice: inout Dice) {
        bytes.add(isProper || !dice.once(in: 3) ? dice.pick(proper) : dice.pick(odd))
        bytes.add(end)
        guard !isProper, dice.once(in: 6) else { return }
        // A folded line (RFC 9112, section 5.2).
        for _ in 0...dice.below(2) {
            bytes.add(dice.once(in: 2) ? " " : "\t")
            bytes.add(dice.once(in: 2) ? "folded" : " 7")
            bytes.add(dice.once(in: 8) ? "\n" : end)
        }
    }

    /// About as many lines, or bytes, as a head may have.
    static func flood(_ bytes: inout [UInt8], _ end: StaticString, _ dice: inout Dice) {
        if dice.once(in: 2) {
            for _ in 0..<(250 + dice.below(10)) {
                bytes.add("a:")
                bytes.add(end)
            }
        } else {
            bytes.add("Long: ")
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "l"), count: (64 << 10) - 120 + dice.below(160)))
            bytes.add(end)
        }
    }
}

/// Chunked bodies.
enum ChunkGrammar {
    private static let extensions: [StaticString] = ["", "", "", ";a", ";a=b;c=\"d\"", " ", "\t;x", ";\0", " ;\r"]
    private static let sizes: [StaticString] = [
        "ffffffffffffffff", "7fffffffffffffff", "fffffffffffffff", "10000000000000000", "-1", "+1", "0x1", "", " 1",
        "g",
    ]
    private static let trailers: [StaticString] = ["X-Sum: 1", "a:", "Content-Length: 9", "no colon", ": b", "a: \0"]

    static func add(to bytes: inout [UInt8], isProper: Bool, _ end: StaticString, _ dice: inout Dice) {
        for _ in 0..<dice.below(5) {
            let count = 1 + dice.below(dice.once(in: 10) ? 300 : 20)
            if dice.once(in: 6) { bytes.add("000") }
            if !isProper, dice.once(in: 12) {
                bytes.add(dice.pick(sizes))
            } else {
                let size = String(count, radix: 16, uppercase: dice.once(in: 2))
                bytes.append(contentsOf: size.utf8)
            }
            bytes.add(extensions[dice.below(isProper ? 6 : extensions.count)])
            if !isProper, dice.once(in: 200) {
                bytes.add(";")
                bytes.append(contentsOf: repeatElement(UInt8(ascii: "e"), count: (4 << 10) - 8 + dice.below(16)))
            }
            bytes.add(end)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "z"), count: count))
            if isProper || !dice.once(in: 20) { bytes.add(end) }
        }
        bytes.add(dice.once(in: 6) ? "000" : "0")
        bytes.add(end)
        for _ in 0..<dice.below(3) {
            bytes.add(trailers[dice.below(isProper ? 3 : trailers.count)])
            bytes.add(end)
        }
        if !isProper, dice.once(in: 500) {
            bytes.add("t:")
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "t"), count: (64 << 10) - 8 + dice.below(16)))
            bytes.add(end)
        }
        bytes.add(end)
    }
}
