import Load

/// However a server's frames are cut, each stream ends the same, at most once, and its place becomes free.
enum FrameCheck {
    /// What became of a stream.
    private struct Outcome: Equatable {
        var endings = 0
        var status: UInt16 = 0
        var fault: ResponseFault?
        var hasEnded = false
        var code: UInt32 = 0
        var bodyCount: UInt64 = 0
        var head: UInt64 = 0
        var body: UInt64 = 0

        /// Whether it is a response; how far a broken one came is nobody's concern.
        var isWhole: Bool { hasEnded && fault == nil && status >= 200 && code == 0 }
    }

    private struct Run: Equatable {
        var isGood = true
        var isLeaving = false
        var streams: [Outcome]
    }

    /// Nothing in it changes once it is made.
    nonisolated(unsafe) private static let request: HTTP2Request? = {
        let template = try? RequestTemplate(method: "POST", target: "/", headers: [], body: Array("hello".utf8))
        return template.map { HTTP2Request($0, origin: Origin(host: "h", port: 80)) }
    }()

    static func check(_ input: [UInt8]) throws(Finding) -> String {
        guard let options = input.first else { return "empty" }
        let bytes = Array(input.dropFirst())
        var dice = Dice(of: input)
        var runs: [Run] = []
        for cutting in Cutting.allCases where cutting != .bytewise || bytes.count <= 256 {
            runs.append(try run(bytes, cutting.pieces(of: bytes.count, &dice), options, speaks: false))
        }
        for other in runs.dropFirst() {
            if !other.isGood, isContinued(bytes) { continue }
            try Finding.require(other == runs[0], "read differently: \(runs[0]) against \(other)")
        }
        // With answers and cancelled streams between the pieces, only the bounds hold.
        _ = try run(bytes, Cutting.random.pieces(of: bytes.count, &dice), options, speaks: true)
        if !runs[0].isGood { return "refused" }
        let complete = runs[0].streams.contains(where: \.isWhole)
        return complete ? "complete" : runs[0].streams.contains { $0.endings > 0 } ? "ended" : "unfinished"
    }

    /// Whether a field block goes on in CONTINUATION frames: libnghttp2 allows eight, and counts one again whenever its
    /// nine bytes of frame head come in pieces, so that it may refuse in small pieces what it takes whole.
    private static func isContinued(_ bytes: [UInt8]) -> Bool {
        var offset = 0
        while offset + 9 <= bytes.count {
            let endsFields = bytes[offset + 4] & 4 != 0
            if [1, 5].contains(bytes[offset + 3]), !endsFields { return true }
            offset += 9 + Int(bytes[offset]) << 16 + Int(bytes[offset + 1]) << 8 + Int(bytes[offset + 2])
        }
        return false
    }

    private static func run(_ bytes: [UInt8], _ pieces: [Int], _ options: UInt8, speaks: Bool) throws(Finding) -> Run {
        let count = 1 + Int(options & 3)
        let expectation = ResponseParser.Expectation(
            maxBody: options & 4 == 0 ? 16 << 20 : 40, keeps: options & 8 != 0)
        guard let request, let session = HTTP2Session(capacity: count) else { throw Finding("no session") }
        var run = Run(streams: Array(repeating: Outcome(), count: count))
        for user in 0..<count {
            try Finding.require(session.submit(request, user: user, expectation) != nil, "a request is refused")
        }
        try Finding.require(session.gather(), "the requests are too much to say")
        var offset = 0
        for (index, length) in pieces.enumerated() where run.isGood {
            let range = offset..<(offset + length)
            offset = range.upperBound
            run.isGood = bytes.withExact(range) { session.receive($0) }
            try takeEnded(session, &run, expectation)
            guard speaks else { continue }
            if index == pieces.count / 2, options & 16 != 0 { cancelAll(session) }
            if !session.gather() { run.isGood = false }
            try takeEnded(session, &run, expectation)
        }
        run.isLeaving = session.isLeaving
        // When the server has said goodbye and the last stream has ended, the library reads no more.
        if !session.gather(), !(session.isLeaving && session.active == 0) { run.isGood = false }
        try takeEnded(session, &run, expectation)
        try Finding.require(session.output.bytes.count <= 8 << 20, "\(session.output.bytes.count) bytes to say")
        _ = session.hasRoom
        _ = session.isOver
        return run
    }

    private static func cancelAll(_ session: HTTP2Session) {
        for place in 0..<session.capacity where session.streams[place].user != nil { session.cancel(place) }
    }

    /// Takes what has ended as the worker does, and looks at what is kept.
    private static func takeEnded(
        _ session: HTTP2Session, _ run: inout Run, _ expectation: ResponseParser.Expectation
    ) throws(Finding) {
        while let place = session.nextEnded() {
            guard let user = session.streams[place].user else { throw Finding("an ended stream without a user") }
            run.streams[user].endings += 1
            try Finding.require(run.streams[user].endings == 1, "a stream ends twice")
            try note(session, place, &run.streams[user], expectation)
            session.release(place)
        }
        try Finding.require((0...session.capacity).contains(session.active), "\(session.active) streams under way")
    }

    private static func note(
        _ session: HTTP2Session, _ place: Int, _ outcome: inout Outcome, _ expectation: ResponseParser.Expectation
    ) throws(Finding) {
        outcome.status = session.streams[place].status
        outcome.fault = session.streams[place].fault
        outcome.hasEnded = session.streams[place].hasEnded
        outcome.code = session.streams[place].closeCode
        let head = session.streams[place].keptHead.bytes
        let body = session.streams[place].keptBody.bytes
        // Names and values, and what stands between them.
        let mostHead = ResponseHead.maxBytes + 4 * ResponseHead.maxHeaders + 16
        try Finding.require(head.count <= mostHead, "a kept head of \(head.count) bytes")
        try Finding.require(UInt64(body.count) <= expectation.maxBody, "a kept body of \(body.count) bytes")
        guard outcome.isWhole else { return }
        outcome.bodyCount = session.streams[place].bodyCount
        outcome.head = digest(head)
        outcome.body = digest(body)
        try Finding.require(outcome.bodyCount <= expectation.maxBody, "a body beyond its limit")
        let kept = expectation.keeps ? outcome.bodyCount : 0
        try Finding.require(UInt64(body.count) == kept, "the kept body is not what was counted")
    }
}
