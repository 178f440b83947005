/// Field blocks as HPACK encodes them (RFC 7541), literals for the most part.
enum FieldGrammar {
    private static let names: [StaticString] = [
        "content-length", "set-cookie", "x", "connection", "transfer-encoding", ":path", ":method", "Upper", "", "te",
        "a b", "content-type",
    ]
    private static let values: [StaticString] = [
        "5", "0", "a=b; Path=/", "", "close", "chunked", "\0", "a\r\nb", "-1", " x ",
    ]
    private static let statuses: [StaticString] = [
        "200", "204", "304", "404", "103", "100", "101", "099", "600", "20", "2000", "",
    ]

    /// A literal field without indexing; names and values below 127 bytes.
    static func field(_ name: StaticString, _ value: StaticString) -> [UInt8] {
        var bytes: [UInt8] = [0]
        for text in [name, value] {
            bytes.append(UInt8(truncatingIfNeeded: text.utf8CodeUnitCount & 0x7f))
            bytes.add(text)
        }
        return bytes
    }

    /// A final head that is mostly in order.
    static func head(_ dice: inout Dice) -> [UInt8] {
        // Indexed: ":status: 200" is entry 8 of the static table.
        var block: [UInt8] = dice.once(in: 3) ? field(":status", dice.pick(statuses)) : [0x88]
        for _ in 0..<dice.below(4) { block += field(dice.once(in: 2) ? "x-a" : "set-cookie", "a=1") }
        if dice.once(in: 4) { block += field(dice.pick(names), dice.pick(values)) }
        if dice.once(in: 100) { for _ in 0..<260 { block += [0, 1, UInt8(ascii: "x"), 0] } }
        return block
    }

    /// A block of any shape.
    static func any(_ dice: inout Dice) -> [UInt8] {
        var block = dice.once(in: 2) ? head(&dice) : []
        for _ in 0..<dice.below(4) {
            switch dice.below(6) {
            case 0: block += [0x80 | dice.byte()]
            case 1: block += [0x20 | dice.byte() & 0x1f, dice.byte()]
            case 2: block += [0xff, 0xff, 0xff, 0xff, dice.byte()]
            case 3: block += [0x40, 0x80 | 3, dice.byte(), dice.byte(), dice.byte(), 1, UInt8(ascii: "v")]
            case 4: block += [0x40 | dice.byte() & 0x3f, 2, UInt8(ascii: "a"), dice.byte()]
            default: block += field(dice.pick(names), dice.pick(values))
            }
        }
        return block
    }
}
