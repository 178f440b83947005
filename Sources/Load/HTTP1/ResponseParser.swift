/// Reads one HTTP/1.1 response from bytes that arrive in pieces of any size.
///
/// ```
/// head ──┬── none ─────────────── done      1xx: back to head, at most 8 times
///        ├── length ───────────── done
///        ├── chunked … trailers ─ done
///        └── untilClose ── finish() ─ done
/// ```
/// The usual response is read in place. Only a head that comes in pieces is copied, and only a step with a
/// body check keeps head and body.
package struct ResponseParser: ~Copyable {
    /// What the request allows its response to be.
    package struct Expectation {
        /// The request was HEAD.
        package var bodiless = false
        /// More bytes of body than this are a fault.
        package var maxBody: UInt64 = 16 << 20
        /// Whether `keptHead` and `keptBody` are wanted.
        package var keeps = false

        package init(bodiless: Bool = false, maxBody: UInt64 = 16 << 20, keeps: Bool = false) {
            self.bodiless = bodiless
            self.maxBody = maxBody
            self.keeps = keeps
        }
    }

    package enum Stage: UInt8 { case head, length, chunked, untilClose, done }

    static let maxInterimResponses = 8

    package private(set) var stage = Stage.head
    package private(set) var head = ResponseHead()
    /// Bytes of body so far, without chunk framing.
    package private(set) var bodyCount: UInt64 = 0
    var chunks = ChunkState()
    private(set) var expectation = Expectation()
    private var remaining: UInt64 = 0
    private var interimResponses = 0
    /// A head of which only a part has arrived, and who reads it.
    private var partialHead = ByteBuffer()
    private var reader = HeadReader()
    package private(set) var keptHead = ByteBuffer()
    package private(set) var keptBody = ByteBuffer()

    package init() {}

    /// Forgets the previous response.
    @inline(__always)
    package mutating func begin(_ expectation: Expectation) {
        self.expectation = expectation
        stage = .head
        bodyCount = 0
        interimResponses = 0
        if !partialHead.isEmpty { partialHead.removeAll() }
        if !keptHead.isEmpty { keptHead.removeAll() }
        if !keptBody.isEmpty { keptBody.removeAll() }
    }

    /// Takes the next bytes; true when the response is complete. Bytes beyond its end are a fault.
    @inline(__always)
    package mutating func feed(_ bytes: UnsafeRawBufferPointer, cache: inout HeadCache) throws(ResponseFault) -> Bool {
        var input = bytes
        while true {
            switch stage {
            case .head:
                guard let used = try takeHead(input, cache: &cache) else { return false }
                input = UnsafeRawBufferPointer(rebasing: input[used...])
                try enterBody()
                if stage == .head && input.isEmpty { return false }
            case .length:
                let count = Int(min(remaining, UInt64(input.count)))
                remaining -= UInt64(count)
                try takeBody(input, count)
                if remaining > 0 { return false }
                input = UnsafeRawBufferPointer(rebasing: input[count...])
                stage = .done
            case .chunked:
                guard let used = try takeChunks(input) else { return false }
                input = UnsafeRawBufferPointer(rebasing: input[used...])
                stage = .done
            case .untilClose:
                try takeBody(input, input.count)
                return false
            case .done:
                if !input.isEmpty { throw .bytesAfterResponse }
                return true
            }
        }
    }

    /// The peer has closed: the end of the response where its head said so, else a fault.
    package mutating func finish() throws(ResponseFault) {
        switch stage {
        case .untilClose, .done: stage = .done
        case .head: throw .closedInHead
        case .length, .chunked: throw .closedInBody
        }
    }

    /// Counts the first `count` bytes of `input` as body.
    @inline(__always)
    mutating func takeBody(_ input: UnsafeRawBufferPointer, _ count: Int) throws(ResponseFault) {
        bodyCount += UInt64(count)
        if bodyCount > expectation.maxBody { throw .bodyTooLarge }
        if expectation.keeps { keptBody.append(UnsafeRawBufferPointer(rebasing: input[..<count])) }
    }

    /// How many bytes of `input` complete the head; nil when it needs more.
    @inline(__always)
    private mutating func takeHead(
        _ input: UnsafeRawBufferPointer, cache: inout HeadCache
    ) throws(ResponseFault) -> Int? {
        guard partialHead.isEmpty else { return try takeRestOfHead(input) }
        if let known = cache.head(startingOf: input) {
            head = known
        } else {
            var fresh = HeadReader()
            guard let complete = try fresh.read(input, bodiless: expectation.bodiless) else {
                reader = fresh
                return try takeRestOfHead(input)
            }
            head = complete
            if complete.status >= 200 { cache.store(complete, from: input) }
        }
        if expectation.keeps || head.setsCookies { keepHead(input) }
        return head.byteCount
    }

    private mutating func takeRestOfHead(_ input: UnsafeRawBufferPointer) throws(ResponseFault) -> Int? {
        let before = partialHead.count
        let room = ResponseHead.maxBytes - before
        partialHead.append(UnsafeRawBufferPointer(rebasing: input.prefix(room)))
        guard ResponseHead.canBegin(with: partialHead.bytes) else { throw .badStatusLine }
        guard let complete = try reader.read(partialHead.bytes, bodiless: expectation.bodiless) else {
            if input.count >= room { throw .headTooLarge }
            return nil
        }
        head = complete
        if expectation.keeps || head.setsCookies { keepHead(partialHead.bytes) }
        partialHead.removeAll()
        return complete.byteCount - before
    }

    private mutating func keepHead(_ bytes: UnsafeRawBufferPointer) {
        keptHead.removeAll()
        keptHead.append(UnsafeRawBufferPointer(rebasing: bytes[..<head.byteCount]))
    }

    /// Chooses how to read on after a head.
    @inline(__always)
    private mutating func enterBody() throws(ResponseFault) {
        if head.status < 200 {
            interimResponses += 1
            if head.status == 101 { throw .unexpectedUpgrade }
            if interimResponses > Self.maxInterimResponses { throw .tooManyInterimResponses }
            return
        }
        switch head.framing {
        case .none: stage = .done
        case .length:
            if head.contentLength > expectation.maxBody { throw .bodyTooLarge }
            remaining = head.contentLength
            stage = remaining == 0 ? .done : .length
        case .chunked:
            chunks = ChunkState()
            stage = .chunked
        case .untilClose: stage = .untilClose
        }
    }
}
