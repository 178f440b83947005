import Load
import Testing

@Suite("Response parser")
struct ResponseParserTests {
    struct Good: CustomTestStringConvertible {
        var name: String
        var text: String
        var status: UInt16 = 200
        var body = ""
        var keepsAlive = true
        var bodiless = false
        /// Whether only the peer's closing ends it.
        var endsByClose = false
        var testDescription: String { name }
    }

    static let good: [Good] = [
        Good(name: "length", text: "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", body: "hello"),
        Good(name: "no reason", text: "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n"),
        Good(name: "empty reason", text: "HTTP/1.1 200 \r\ncontent-length:0\r\n\r\n"),
        Good(name: "bare LF", text: "HTTP/1.1 200 OK\nContent-Length: 2\n\nhi", body: "hi"),
        Good(name: "value spaces", text: "HTTP/1.1 200 OK\r\nCONTENT-LENGTH: \t 2 \t\r\n\r\nhi", body: "hi"),
        Good(name: "folded", text: "HTTP/1.1 200 OK\r\nX-A: 1\r\n  and more\r\nContent-Length: 0\r\n\r\n"),
        Good(name: "404", text: "HTTP/1.1 404 Not Found\r\nContent-Length: 1\r\n\r\nx", status: 404, body: "x"),
        Good(name: "204", text: "HTTP/1.1 204 No Content\r\n\r\n", status: 204),
        Good(name: "304 with length", text: "HTTP/1.1 304 Not Modified\r\nContent-Length: 10\r\n\r\n", status: 304),
        Good(name: "HEAD", text: "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", bodiless: true),
        Good(name: "HEAD chunked", text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", bodiless: true),
        Good(
            name: "close", text: "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 1\r\n\r\na", body: "a",
            keepsAlive: false),
        Good(name: "1.0", text: "HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na", body: "a", keepsAlive: false),
        Good(
            name: "1.0 keep-alive", text: "HTTP/1.0 200 OK\r\nConnection: Keep-Alive\r\nContent-Length: 1\r\n\r\na",
            body: "a"),
        Good(
            name: "until close", text: "HTTP/1.1 200 OK\r\n\r\nall", body: "all", keepsAlive: false, endsByClose: true),
        Good(
            name: "other coding", text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nall", body: "all",
            keepsAlive: false, endsByClose: true),
        Good(
            name: "chunked",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\nA\r\n0123456789\r\n0\r\n\r\n",
            body: "hello0123456789"),
        Good(
            name: "chunk extensions",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b;c=\"d\"\r\nabc\r\n000 ; x\r\n\r\n",
            body: "abc"),
        Good(
            name: "trailers",
            text: "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n1\r\nz\r\n0\r\nX-Sum: 1\r\nY: 2\r\n\r\n",
            body: "z"),
        Good(name: "chunks with LF", text: "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\nab\n0\n\n", body: "ab"),
        Good(
            name: "interim",
            text:
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: x\r\n\r\nHTTP/1.1 201 Created\r\nContent-Length: 2\r\n\r\nok",
            status: 201, body: "ok"),
    ]

    @Test("reads a response whole, byte by byte, and cut in two anywhere", arguments: good)
    func reads(_ good: Good) {
        let bytes = Array(good.text.utf8)
        for pieces in cuts(of: bytes) {
            let outcome = parse(pieces, .init(bodiless: good.bodiless, keeps: true), closes: good.endsByClose)
            #expect(outcome.fault == nil && outcome.isComplete, "\(pieces.map(\.count))")
            #expect(outcome.status == good.status)
            #expect(outcome.body == Array(good.body.utf8))
            #expect(outcome.keepsAlive == good.keepsAlive)
        }
    }

    struct Bad: CustomTestStringConvertible {
        var text: String
        var fault: ResponseFault
        /// The most bytes of body allowed.
        var maxBody: UInt64 = 16 << 20
        var testDescription: String { "\(fault): \(text.prefix(60).debugDescription)" }

        init(_ fault: ResponseFault, _ text: String, maxBody: UInt64 = 16 << 20) {
            self.text = text
            self.fault = fault
            self.maxBody = maxBody
        }

        static func header(_ fault: ResponseFault, _ line: String) -> Bad {
            Bad(fault, "HTTP/1.1 200 OK\r\n\(line)\r\n\r\n")
        }

        static func chunked(_ fault: ResponseFault, _ body: String) -> Bad {
            Bad(fault, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n\(body)")
        }
    }

    static let bad: [Bad] = [
        Bad(.badStatusLine, "SSH-2.0-OpenSSH_9.2\r\n\r\n"), Bad(.badStatusLine, "<html>hello</html>\n\n"),
        Bad(.badStatusLine, "HTTP/0.9 200 OK\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.2 200 OK\r\n\r\n"),
        Bad(.badStatusLine, "HTTP/2 200\r\n\r\n\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.1 +20 OK\r\n\r\n"),
        Bad(.badStatusLine, "HTTP/1.1 20 OK\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.1 2000 OK\r\n\r\n"),
        Bad(.badStatusLine, "HTTP/1.1 099 OK\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.1 600 OK\r\n\r\n"),
        Bad(.badStatusLine, "HTTP/1.1  200 OK\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.1 200 a\rb\r\n\r\n"),
        Bad(.badStatusLine, "\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"), Bad(.badStatusLine, "HTTP/1.1 200 a\0b\r\n\r\n"),
        .header(.badHeader, "no colon"), .header(.badHeader, ": empty"), .header(.badHeader, "a b: c"),
        .header(.badHeader, "Name : c"), .header(.badHeader, "a: b\rc: d"), .header(.badHeader, "a: \0"),
        .header(.badHeader, " folded first: 1"), .header(.badHeader, "Content-Length: 1\r\n 2"),
        .header(.badContentLength, "Content-Length: "), .header(.badContentLength, "Content-Length: +5"),
        .header(.badContentLength, "Content-Length: -1"), .header(.badContentLength, "Content-Length: 5, 5"),
        .header(.badContentLength, "Content-Length: 0x10"),
        .header(.badContentLength, "Content-Length: 99999999999999999999999"),
        .header(.conflictingLengths, "Content-Length: 5\r\nContent-Length: 5"),
        .header(.conflictingLengths, "Content-Length: 5\r\nContent-Length: 6"),
        .header(.conflictingLengths, "Content-Length: 5\r\nTransfer-Encoding: chunked"),
        .header(.conflictingLengths, "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked"),
        .header(.badTransferEncoding, "Transfer-Encoding: "),
        Bad(.badTransferEncoding, "HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        .header(.tooManyHeaders, Array(repeating: "a: b", count: 257).joined(separator: "\r\n")),
        .header(.headTooLarge, "a: " + String(repeating: "x", count: 70_000)),
        .header(.bodyTooLarge, "Content-Length: 16777217"),
        .header(.bodyTooLarge, "Content-Length: 999999999999999999"),
        .chunked(.badChunk, "x\r\n"), .chunked(.badChunk, "\r\n"), .chunked(.badChunk, "+1\r\na\r\n"),
        .chunked(.badChunk, "-1\r\n"), .chunked(.badChunk, "0x1\r\na\r\n"), .chunked(.badChunk, "1\r\nab\r\n"),
        .chunked(.badChunk, "1\rXa"), .chunked(.badChunk, "ffffffffffffffff\r\n"),
        .chunked(.badChunk, "0\r\nno colon\r\n\r\n"), .chunked(.badChunk, "0\r\n\rx"),
        Bad(.bodyTooLarge, "HTTP/1.1 200 OK\r\n\r\n01234567890", maxBody: 10),
        Bad(
            .bodyTooLarge, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffff\r\n01234567890",
            maxBody: 10),
        .chunked(.chunkLineTooLong, "1;" + String(repeating: "x", count: 5000)),
        .chunked(.trailersTooLarge, "0\r\na:" + String(repeating: "x", count: 70_000)),
        Bad(.tooManyInterimResponses, String(repeating: "HTTP/1.1 100 Continue\r\n\r\n", count: 9)),
        Bad(.unexpectedUpgrade, "HTTP/1.1 101 Switching Protocols\r\n\r\n"),
        Bad(.bytesAfterResponse, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nab"),
        Bad(.bytesAfterResponse, "HTTP/1.1 204 No Content\r\n\r\nab"),
        .chunked(.bytesAfterResponse, "0\r\n\r\nHTTP/1.1 200 OK\r\n"),
    ]

    @Test("refuses what is no response, however it is cut", arguments: bad)
    func refuses(_ bad: Bad) {
        let bytes = Array(bad.text.utf8)
        for pieces in bytes.count > 2000 ? [[bytes], bytes.map { [$0] }] : cuts(of: bytes) {
            let outcome = parse(pieces, .init(maxBody: bad.maxBody))
            #expect(outcome.fault == bad.fault, "\(pieces.map(\.count).prefix(3))")
        }
    }

    @Test(
        "a bad line is told at its end, not at the end of its head",
        arguments: [
            (ResponseFault.badStatusLine, "HTTP/1.1 999 No\r\n"), (.badHeader, "HTTP/1.1 200 OK\nno colon\n"),
            (.conflictingLengths, "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n"),
        ])
    func promptly(_ fault: ResponseFault, _ text: String) {
        for pieces in cuts(of: Array(text.utf8)) {
            #expect(parse(pieces, .init()).fault == fault, "\(pieces.map(\.count))")
            #expect(parse(pieces.dropLast() + [pieces.last?.dropLast() ?? []], .init()).fault == nil)
        }
    }

    @Test("a response cut short is never complete", arguments: good)
    func truncated(_ good: Good) {
        let bytes = Array(good.text.utf8)
        for count in 1..<bytes.count where !(good.endsByClose && count >= bytes.count - good.body.utf8.count) {
            let outcome = parse([Array(bytes[..<count])], .init(bodiless: good.bodiless), closes: true)
            #expect(!outcome.isComplete, "\(count) of \(bytes.count) bytes")
            #expect(outcome.fault == .closedInHead || outcome.fault == .closedInBody)
        }
    }

    @Test("a repeated head is recognised, and a different one is read afresh")
    func cache() {
        var cache = HeadCache()
        let texts = [
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nbb", "HTTP/1.1 500 No\r\nContent-Length: 2\r\n\r\nbb",
        ]
        let outcomes = texts.map { parse([Array($0.utf8)], .init(keeps: true), cache: &cache) }
        #expect(outcomes.map(\.status) == [200, 200, 200, 500])
        #expect(outcomes.map { String(decoding: $0.body, as: UTF8.self) } == ["a", "b", "bb", "bb"])
    }

    @Test("a head that drips for 64 KiB costs linear time")
    func dripping() {
        let bytes = Array(("HTTP/1.1 200 OK\r\na: " + String(repeating: "b", count: 60_000)).utf8)
        let outcome = parse(bytes.map { [$0] }, .init())
        #expect(outcome.fault == nil && !outcome.isComplete)
    }
}

/// What became of a response.
struct ParseOutcome: Equatable {
    var isComplete = false
    var fault: ResponseFault?
    var status: UInt16 = 0
    var keepsAlive = false
    var body: [UInt8] = []
}

/// Feeds pieces to a fresh parser; bytes after a complete response are a fault, as they are on a connection.
func parse(_ pieces: [[UInt8]], _ expectation: ResponseParser.Expectation, closes: Bool = false) -> ParseOutcome {
    var cache = HeadCache()
    return parse(pieces, expectation, closes: closes, cache: &cache)
}

func parse(
    _ pieces: [[UInt8]], _ expectation: ResponseParser.Expectation, closes: Bool = false, cache: inout HeadCache
) -> ParseOutcome {
    var parser = ResponseParser()
    parser.begin(expectation)
    var outcome = ParseOutcome()
    do throws(ResponseFault) {
        for piece in pieces where !piece.isEmpty {
            if outcome.isComplete { throw .bytesAfterResponse }
            outcome.isComplete = try feed(&parser, piece, &cache)
        }
        if closes, !outcome.isComplete {
            try parser.finish()
            outcome.isComplete = true
        }
        outcome.status = parser.head.status
        outcome.keepsAlive = parser.head.keepsAlive
        outcome.body = Array(parser.keptBody.bytes)
    } catch {
        outcome = ParseOutcome(fault: error)
    }
    return outcome
}

private func feed(
    _ parser: inout ResponseParser, _ piece: [UInt8], _ cache: inout HeadCache
) throws(ResponseFault) -> Bool {
    // Memory of its exact size: a sanitizer sees any read beyond it.
    let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: piece.count, alignment: 1)
    defer { memory.deallocate() }
    memory.copyBytes(from: piece)
    return try parser.feed(UnsafeRawBufferPointer(memory), cache: &cache)
}

/// The bytes whole, one by one, and in two pieces cut at every place.
func cuts(of bytes: [UInt8]) -> [[[UInt8]]] {
    [[bytes], bytes.map { [$0] }] + (1..<bytes.count).map { [Array(bytes[..<$0]), Array(bytes[$0...])] }
}
