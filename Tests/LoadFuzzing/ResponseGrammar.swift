/// HTTP/1 responses of every shape: proper, odd, broken, and damaged afterwards. The first byte holds the options.
enum ResponseGrammar {
    private static let versions: [StaticString] = ["HTTP/1.0", "HTTP/1.2", "HTTP/2", "http/1.1", "HTTP/1.", "HTTP/11"]
    private static let statuses: [StaticString] = [
        "200", "201", "204", "304", "301", "404", "500", "503", "599", "205", "099", "600", "20", "2000", "+20", "abc",
    ]
    private static let interim: [StaticString] = ["100", "102", "103", "199", "101"]
    private static let reasons: [StaticString] = [" OK", "", " ", " Not Found", "\tOK", " a\rb", " a\0b", " \u{ff}"]

    static func input(_ dice: inout Dice) -> [UInt8] {
        var bytes = [dice.byte()]
        bytes.reserveCapacity(512)
        let isProper = dice.once(in: 3)
        let end: StaticString = dice.once(in: 4) ? "\n" : "\r\n"
        if dice.once(in: 6) {
            for _ in 0...(dice.once(in: 20) ? 9 : dice.below(3)) {
                bytes.add("HTTP/1.1 ")
                bytes.add(isProper ? "103" : dice.pick(interim))
                bytes.add(end)
                if dice.once(in: 2) { HeaderGrammar.add(to: &bytes, isProper: isProper, end, &dice) }
                bytes.add(end)
            }
        }
        bytes.add(isProper || !dice.once(in: 8) ? "HTTP/1.1" : dice.pick(versions))
        bytes.add(isProper || !dice.once(in: 40) ? " " : "  ")
        bytes.add(dice.once(in: 2) ? "200" : statuses[dice.below(isProper ? 10 : statuses.count)])
        bytes.add(reasons[dice.below(isProper || !dice.once(in: 6) ? 4 : reasons.count)])
        bytes.add(end)
        message(&bytes, isProper: isProper, end, &dice)
        if isProper { return bytes }
        if dice.once(in: 8) { bytes.add(dice.once(in: 2) ? "garbage" : "HTTP/1.1 200 OK\r\n\r\n") }
        if dice.once(in: 8) { bytes.removeLast(dice.below(bytes.count - 1)) }
        if dice.once(in: 2) { Mutation.damage(&bytes, after: 1, &dice) }
        return bytes
    }

    /// Header lines, the empty line and a body that mostly goes with them.
    private static func message(_ bytes: inout [UInt8], isProper: Bool, _ end: StaticString, _ dice: inout Dice) {
        for _ in 0..<dice.below(5) { HeaderGrammar.add(to: &bytes, isProper: isProper, end, &dice) }
        if !isProper, dice.once(in: 400) { HeaderGrammar.flood(&bytes, end, &dice) }
        let body = dice.below(dice.once(in: 10) ? 700 : 24)
        switch dice.below(4) {
        case 0:
            bytes.add(end)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "x"), count: body))
        case 1:
            bytes.add(dice.once(in: 2) ? "Transfer-Encoding: chunked" : "transfer-encoding:\t gzip ,\tChunked;q=1 ")
            bytes.add(end)
            bytes.add(end)
            ChunkGrammar.add(to: &bytes, isProper: isProper, end, &dice)
        default:
            let stated = isProper || !dice.once(in: 8) ? body : dice.below(64)
            bytes.add("Content-Length: ")
            bytes.append(contentsOf: "\(stated)".utf8)
            bytes.add(end)
            bytes.add(end)
            bytes.append(contentsOf: repeatElement(UInt8(ascii: "y"), count: body))
        }
    }
}
