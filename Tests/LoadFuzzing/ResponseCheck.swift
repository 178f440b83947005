import Load

/// However a response is cut, it is read the same, to the byte; and nothing of an earlier one changes that.
enum ResponseCheck {
    /// What became of the bytes.
    private struct Outcome: Equatable {
        enum State: Equatable { case wanting, complete, failed(ResponseFault) }

        var state = State.wanting
        var atClose = State.wanting
        var status: UInt16 = 0
        var framing = ResponseHead.Framing.none
        var keepsAlive = false
        var setsCookies = false
        var contentLength: UInt64 = 0
        var bodyCount: UInt64 = 0
        var head: UInt64 = 0
        var body: UInt64 = 0
    }

    static func check(_ input: [UInt8]) throws(Finding) -> String {
        guard let options = input.first else { return "empty" }
        let expectation = ResponseParser.Expectation(
            bodiless: options & 7 == 7, maxBody: [16 << 20, 16 << 20, 4096, 10][Int(options >> 3 & 3)],
            keeps: options & 32 != 0)
        let bytes = Array(input.dropFirst())
        var dice = Dice(of: input)
        var parser = ResponseParser()
        var cache = HeadCache()
        func read(_ bytes: [UInt8], _ cutting: Cutting) throws(Finding) -> (outcome: Outcome, end: Int) {
            let pieces = cutting.pieces(of: bytes.count, &dice)
            let result = run(bytes, pieces, expectation, &parser, &cache)
            try bounds(result.outcome, parser, expectation)
            return result
        }

        let whole = try read(bytes, .whole).outcome
        let warm = try read(bytes, .whole).outcome
        try same(whole, warm, "with the head known")
        try same(whole, try read(bytes, .random).outcome, "in random pieces")
        guard bytes.count <= 1024 else { return name(whole) }
        let (bytewise, end) = try read(bytes, .bytewise)
        try same(whole, bytewise, "byte by byte")
        if whole.state != .wanting {
            let upTo = try read(Array(bytes.prefix(end)), .whole).outcome
            try Finding.require(upTo.state == whole.state, "byte \(end) does not decide: \(upTo)")
            let before = try read(Array(bytes.prefix(end - 1)), .whole).outcome
            let expected: Outcome.State = whole.state == .failed(.bytesAfterResponse) ? .complete : .wanting
            try Finding.require(before.state == expected, "decided before byte \(end): \(before)")
        }
        try sibling(bytes, expectation, &cache, &dice)
        return name(whole)
    }

    /// A response that differs in a byte or two from one whose head is known.
    private static func sibling(
        _ bytes: [UInt8], _ expectation: ResponseParser.Expectation, _ cache: inout HeadCache, _ dice: inout Dice
    ) throws(Finding) {
        var other = bytes
        Mutation.damage(&other, after: 0, &dice)
        let pieces = Cutting.whole.pieces(of: other.count, &dice)
        var parser = ResponseParser()
        var empty = HeadCache()
        let known = run(other, pieces, expectation, &parser, &cache).outcome
        let fresh = run(other, pieces, expectation, &parser, &empty).outcome
        try same(fresh, known, "with another head known")
    }

    /// Feeds the pieces; what became of them, and after how many bytes that was decided.
    private static func run(
        _ bytes: [UInt8], _ pieces: [Int], _ expectation: ResponseParser.Expectation, _ parser: inout ResponseParser,
        _ cache: inout HeadCache
    ) -> (outcome: Outcome, end: Int) {
        var outcome = Outcome()
        var offset = 0
        parser.begin(expectation)
        do throws(ResponseFault) {
            for length in pieces {
                let range = offset..<(offset + length)
                offset = range.upperBound
                if outcome.state == .complete { throw .bytesAfterResponse }
                let isComplete = try bytes.withExact(range) { (piece) throws(ResponseFault) in
                    try parser.feed(piece, cache: &cache)
                }
                if isComplete { outcome.state = .complete }
            }
        } catch {
            return (Outcome(state: .failed(error), atClose: .failed(error)), offset)
        }
        outcome.bodyCount = parser.bodyCount
        outcome.head = digest(parser.keptHead.bytes)
        outcome.body = digest(parser.keptBody.bytes)
        if parser.stage != .head {
            outcome.status = parser.head.status
            outcome.framing = parser.head.framing
            outcome.keepsAlive = parser.head.keepsAlive
            outcome.setsCookies = parser.head.setsCookies
            outcome.contentLength = parser.head.contentLength
        }
        do throws(ResponseFault) {
            try parser.finish()
            outcome.atClose = .complete
        } catch {
            outcome.atClose = .failed(error)
        }
        return (outcome, offset)
    }

    /// What the parser keeps and counts stays within its limits.
    private static func bounds(
        _ outcome: Outcome, _ parser: borrowing ResponseParser, _ expectation: ResponseParser.Expectation
    ) throws(Finding) {
        try Finding.require(parser.keptHead.bytes.count <= ResponseHead.maxBytes, "a kept head beyond its limit")
        try Finding.require(UInt64(parser.keptBody.bytes.count) <= expectation.maxBody, "a kept body beyond its limit")
        if case .failed = outcome.state { return }
        try Finding.require(parser.bodyCount <= expectation.maxBody, "a body beyond its limit")
        let kept = expectation.keeps ? parser.bodyCount : 0
        try Finding.require(UInt64(parser.keptBody.bytes.count) == kept, "the kept body is not what was counted")
        if outcome.state == .complete, outcome.framing == .length {
            try Finding.require(parser.bodyCount == outcome.contentLength, "complete without its whole length")
        }
    }

    private static func same(_ one: Outcome, _ other: Outcome, _ how: String) throws(Finding) {
        try Finding.require(one == other, "read differently \(how): \(one) against \(other)")
    }

    private static func name(_ outcome: Outcome) -> String {
        switch outcome.state {
        case .wanting: outcome.atClose == .complete ? "complete at close" : "unfinished"
        case .complete: "complete"
        case .failed(let fault): "\(fault)"
        }
    }
}
