import Load
import Testing

@Suite("Response parser under mutated input")
struct ResponseParserFuzzTests {
    /// The same sequence in every run.
    private struct Random: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state ^= state << 13
            state ^= state >> 7
            state ^= state << 17
            return state
        }
    }

    private static let fragments = [
        "\r\n", "\n", "\r", "\0", " ", ":", ";", ",", "0", "ffffffffffffffff", "-1", "HTTP/1.1 100 \r\n\r\n",
        "HTTP/1.1 200\r\n",
        "Content-Length: 3\r\n", "Transfer-Encoding: chunked\r\n", "Connection: close\r\n", "0\r\n\r\n", "1\r\na\r\n",
    ].map { Array($0.utf8) }

    @Test("100 000 mutations neither crash nor read differently when cut in pieces", arguments: 1...4)
    func mutations(seed: UInt64) {
        var random = Random(state: seed &* 0x9e37_79b9_7f4a_7c15)
        let corpus = ResponseParserTests.good.map { Array($0.text.utf8) }
        var complete = 0
        for _ in 0..<25_000 {
            let input = mutate(corpus[Int.random(in: 0..<corpus.count, using: &random)], &random)
            let expectation = ResponseParser.Expectation(bodiless: random.next() % 8 == 0, maxBody: 4096, keeps: true)
            let closes = random.next() % 2 == 0
            let whole = parse([input], expectation, closes: closes)
            let pieces = parse(cut(input, &random), expectation, closes: closes)
            // A fault far behind in an unfinished head is seen later in pieces; nothing else may differ.
            guard whole.isComplete || pieces.isComplete else { continue }
            complete += 1
            if whole != pieces {
                Issue.record("\(String(decoding: input, as: UTF8.self).debugDescription): \(whole) \(pieces)")
            }
            if whole.body.count > 4096 { Issue.record("a body beyond its limit") }
        }
        #expect(complete > 1000)
    }

    private func mutate(_ bytes: [UInt8], _ random: inout Random) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let at = Int.random(in: 0...bytes.count, using: &random)
            switch random.next() % 4 {
            case 0 where at < bytes.count: bytes[at] = UInt8.random(in: 0...255, using: &random)
            case 1 where at < bytes.count: bytes.removeSubrange(at..<min(bytes.count, at + Int(random.next() % 4)))
            case 2: bytes.insert(contentsOf: Self.fragments[Int(random.next() % UInt64(Self.fragments.count))], at: at)
            default: bytes = Array(bytes.prefix(max(1, at)))
            }
        }
        return bytes.isEmpty ? [0] : bytes
    }

    private func cut(_ bytes: [UInt8], _ random: inout Random) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = Int.random(in: 1...max(1, min(rest.count, 40)), using: &random)
            pieces.append(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        return pieces
    }
}
