/// Damage to bytes that were in order.
enum Mutation {
    private static let fragments: [[UInt8]] = [
        "\r\n", "\n", "\r", "\0", " ", "\t", ":", ";", ",", "=", "\r\n ", "\n\n", "\r\n\r\n", "\u{ff}", "0", "-1",
        "ffffffffffffffff", "7fffffffffffffff", "18446744073709551615", "9223372036854775808", "0\r\n\r\n",
        "HTTP/1.1 100 \r\n\r\n", "HTTP/1.1 200\r\n", "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n",
        "Connection: close\r\n", "1\r\na\r\n", "Set-Cookie: a=b\r\n", "Max-Age=0", "Path=/",
    ].map { Array($0.utf8) }

    /// A few changes behind the first `kept` bytes.
    static func damage(_ bytes: inout [UInt8], after kept: Int, _ dice: inout Dice) {
        for _ in 0...dice.below(4) {
            guard bytes.count > kept else { return }
            let place = kept + dice.below(bytes.count - kept)
            switch dice.below(8) {
            case 0: bytes[place] = dice.byte()
            case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(4)))
            case 3, 4: bytes.insert(contentsOf: dice.pick(fragments), at: place)
            case 5: bytes.removeSubrange(place...)
            case 6:
                let copied = Array(bytes[place..<min(bytes.count, place + 1 + dice.below(40))])
                bytes.insert(contentsOf: copied, at: kept + dice.below(bytes.count - kept))
            default: bytes.insert(dice.byte(), at: place)
            }
        }
    }
}
