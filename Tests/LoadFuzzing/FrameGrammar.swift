/// A server's side of an HTTP/2 connection: frames in and out of order, with field blocks that are proper or not.
/// The first byte holds the options.
enum FrameGrammar {
    private static let types: [UInt8] = [0, 0, 0, 1, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 0xff]

    static func input(_ dice: inout Dice) -> [UInt8] {
        var bytes = [dice.byte()]
        let isProper = dice.once(in: 3)
        if !dice.once(in: 10) { frame(&bytes, type: 4, flags: 0, stream: 0, settings(&dice, isProper)) }
        if isProper {
            for stream in [UInt32(1), 3, 5] where !dice.once(in: 4) {
                response(&bytes, stream, &dice)
            }
            return bytes
        }
        for _ in 0..<dice.below(10) {
            if dice.once(in: 3) {
                response(&bytes, dice.pick([1, 3, 5, 7]), &dice)
            } else {
                any(&bytes, &dice)
            }
        }
        if dice.once(in: 2) { Mutation.damage(&bytes, after: 1, &dice) }
        return bytes
    }

    private static func frame(
        _ bytes: inout [UInt8], type: UInt8, flags: UInt8, stream: UInt32, _ payload: [UInt8], length: Int? = nil
    ) {
        let count = length ?? payload.count
        bytes += [UInt8(truncatingIfNeeded: count >> 16), UInt8(truncatingIfNeeded: count >> 8)]
        bytes += [UInt8(truncatingIfNeeded: count), type, flags]
        for shift in [24, 16, 8, 0] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: stream >> shift)) }
        bytes += payload
    }

    /// A response in order: interim heads, the head, perhaps in two frames, data, perhaps trailers.
    private static func response(_ bytes: inout [UInt8], _ stream: UInt32, _ dice: inout Dice) {
        if dice.once(in: 6) {
            for _ in 0..<(dice.once(in: 8) ? 9 : 1) {
                frame(&bytes, type: 1, flags: 4, stream: stream, FieldGrammar.field(":status", "103"))
            }
        }
        let block = FieldGrammar.head(&dice)
        let ends: UInt8 = dice.once(in: 3) ? 1 : 0
        if dice.once(in: 5) {
            let cut = dice.below(block.count + 1)
            frame(&bytes, type: 1, flags: ends, stream: stream, Array(block[..<cut]))
            frame(&bytes, type: 9, flags: 4, stream: stream, Array(block[cut...]))
        } else {
            frame(&bytes, type: 1, flags: 4 | ends, stream: stream, block)
        }
        guard ends == 0 else { return }
        for _ in 0..<dice.below(3) {
            let data = [UInt8](repeating: UInt8(ascii: "d"), count: dice.below(60))
            let padding = dice.once(in: 6) ? dice.below(20) : nil
            let padded = padding.map { [UInt8($0)] + data + [UInt8](repeating: 0, count: $0) }
            frame(&bytes, type: 0, flags: padded == nil ? 0 : 8, stream: stream, padded ?? data)
        }
        if dice.once(in: 5) {
            frame(&bytes, type: 1, flags: 5, stream: stream, FieldGrammar.field("x-sum", "1"))
        } else if !dice.once(in: 10) {
            frame(&bytes, type: 0, flags: 1, stream: stream, [])
        }
    }

    /// A frame of any type on any stream, its length not always true.
    private static func any(_ bytes: inout [UInt8], _ dice: inout Dice) {
        let type = dice.pick(types)
        let stream: UInt32 = dice.pick([0, 0, 1, 1, 3, 5, 2, 9, 0x7fff_ffff, 0xffff_ffff])
        var payload: [UInt8] =
            switch type {
            case 1, 9: FieldGrammar.any(&dice)
            case 4: settings(&dice, false)
            case 3, 8: dice.once(in: 4) ? [0x7f, 0xff, 0xff, 0xff] : [0, 0, 0, dice.byte() & 15]
            case 7: [0, 0, 0, dice.byte() & 7, 0, 0, 0, dice.byte() & 15, UInt8(ascii: "x")]
            case 5: [0, 0, 0, 2] + FieldGrammar.any(&dice)
            case 6: (0..<8).map { _ in dice.byte() }
            default: (0..<dice.below(24)).map { _ in dice.byte() }
            }
        if dice.once(in: 8) { payload.append(dice.byte()) }
        let length = dice.once(in: 12) ? dice.pick([0, 1, 4, 5, 16384, 16385, 0xff_ffff]) : payload.count
        let flags: UInt8 = dice.once(in: 3) ? dice.byte() : dice.pick([0, 1, 4, 5])
        frame(&bytes, type: type, flags: flags, stream: stream, payload, length: length)
    }

    private static func settings(_ dice: inout Dice, _ isProper: Bool) -> [UInt8] {
        var payload: [UInt8] = []
        for _ in 0..<dice.below(4) {
            payload += [0, isProper ? 3 : dice.byte() & 15]
            payload += isProper || dice.once(in: 2) ? [0, 0, 0, dice.byte()] : (0..<4).map { _ in dice.byte() }
        }
        return payload
    }
}
