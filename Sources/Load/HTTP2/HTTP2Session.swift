import CNghttp2

/// One HTTP/2 connection's framing over libnghttp2: bytes in, bytes out, and which streams have ended meanwhile.
///
/// It touches no socket. The worker feeds what it received, takes `finished` streams, submits requests, and sends
/// `output`. Streams are places in plain memory that are used again and again.
package final class HTTP2Session {
    private static let window: UInt32 = 1 << 20
    /// Frames that a server may have us queue for it (answers to PING and SETTINGS) before it is an attack.
    private static let maxOutput = 8 << 20

    private let session: OpaquePointer
    package let streams: UnsafeMutablePointer<HTTP2Stream>
    package let capacity: Int
    private let free: UnsafeMutablePointer<Int32>
    private var freeCount: Int
    private let ended: UnsafeMutablePointer<Int32>
    private var endedCount = 0
    private var lastPlace = 0
    /// Whether the server will take no more streams.
    package private(set) var isLeaving = false
    /// Whether the library has broken off because of what came; it reads on without a word of that.
    private var isBroken = false
    /// The instant that is noted for what comes in.
    var now: Nanoseconds = 0
    /// Bytes for the server; the first `outputSent` of them are gone.
    package private(set) var output = ByteBuffer()
    package var outputSent = 0

    /// Room for `capacity` requests at a time; nil when there is no memory.
    package init?(capacity: Int) {
        var session: OpaquePointer?
        guard let callbacks = h2Callbacks, nghttp2_session_client_new(&session, callbacks, nil) == 0, let session else {
            return nil
        }
        self.session = session
        self.capacity = capacity
        streams = .allocate(capacity: capacity)
        free = .allocate(capacity: capacity)
        ended = .allocate(capacity: capacity)
        freeCount = capacity
        for place in 0..<capacity {
            (streams + place).initialize(to: HTTP2Stream())
            free[place] = Int32(capacity - 1 - place)
        }
        nghttp2_session_set_user_data(session, Unmanaged.passUnretained(self).toOpaque())
        guard gonogo_h2_begin(session, Self.window, UInt32(ResponseHead.maxBytes)) == 0 else { return nil }
    }

    deinit {
        nghttp2_session_del(session)
        streams.deinitialize(count: capacity).deallocate()
        free.deallocate()
        ended.deallocate()
    }

    /// Requests under way.
    package var active: Int { capacity - freeCount }

    /// Whether it takes one more request now.
    package var hasRoom: Bool {
        guard freeCount > 0, !isLeaving, nghttp2_session_check_request_allowed(session) != 0 else { return false }
        let limit = nghttp2_session_get_remote_settings(session, NGHTTP2_SETTINGS_MAX_CONCURRENT_STREAMS)
        return active < Int(limit)
    }

    /// Whether neither side has anything to say any more.
    package var isOver: Bool { nghttp2_session_want_read(session) == 0 && nghttp2_session_want_write(session) == 0 }

    // MARK: Requests

    /// Begins a request whose every byte is known; its place, or nil when the library refuses.
    package func submit(_ request: HTTP2Request, user: Int, _ expectation: ResponseParser.Expectation) -> Int? {
        let place = take(user, expectation)
        streams[place].requestBody = request.constantBody
        let id = request.submitConstant(session, request.hasBody ? h2ReadBody : nil, UInt(place + 1))
        return begun(place, id)
    }

    /// The same with values and a body written for this one request.
    func submit(
        _ request: HTTP2Request, values: [[UInt8]], extra: (name: [UInt8], value: [UInt8])?,
        body: UnsafeRawBufferPointer, user: Int, _ expectation: ResponseParser.Expectation
    ) -> Int? {
        let place = take(user, expectation)
        streams[place].written.removeAll()
        streams[place].written.append(body)
        streams[place].requestBody = streams[place].written.bytes
        let read = body.isEmpty ? nil : h2ReadBody
        let id = request.submit(values, extra: extra, session, read, UInt(place + 1))
        return begun(place, id)
    }

    private func take(_ user: Int, _ expectation: ResponseParser.Expectation) -> Int {
        freeCount -= 1
        let place = Int(free[freeCount])
        streams[place].begin(user: user, expectation)
        return place
    }

    private func begun(_ place: Int, _ id: Int32) -> Int? {
        guard id > 0 else {
            release(place)
            return nil
        }
        streams[place].id = id
        return place
    }

    /// Nobody waits for the response any more: the server is told, and the place becomes free when that was sent.
    package func cancel(_ place: Int) {
        streams[place].user = nil
        nghttp2_submit_rst_stream(
            session, UInt8(NGHTTP2_FLAG_NONE.rawValue), streams[place].id, NGHTTP2_CANCEL.rawValue)
    }

    /// A place whose stream has ended can be used again.
    package func release(_ place: Int) {
        streams[place].user = nil
        streams[place].id = 0
        free[freeCount] = Int32(place)
        freeCount += 1
    }

    // MARK: Bytes

    /// Takes what came; false when it is no HTTP/2.
    package func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.bindMemory(to: UInt8.self).baseAddress else { return true }
        let taken = nghttp2_session_mem_recv(session, base, bytes.count)
        return taken == bytes.count
    }

    /// The place of a stream that has ended and was not asked for yet.
    package func nextEnded() -> Int? {
        guard endedCount > 0 else { return nil }
        endedCount -= 1
        return Int(ended[endedCount])
    }

    /// Gathers what is to be sent into `output`; false when that is the complaint that what came is no HTTP/2, or more
    /// than can be borne.
    package func gather() -> Bool {
        if outputSent > 0, outputSent == output.count {
            output.removeAll()
            outputSent = 0
        }
        while output.count < 256 << 10 {
            var bytes: UnsafePointer<UInt8>?
            let count = nghttp2_session_mem_send(session, &bytes)
            guard count >= 0 else { return false }
            guard count > 0, let bytes else { return !isBroken }
            output.append(UnsafeRawBufferPointer(start: bytes, count: count))
        }
        return !isBroken && output.count <= Self.maxOutput
    }

    // MARK: What the library tells

    func place(_ id: Int32) -> Int? {
        // Callbacks come in runs for one stream.
        if id == streams[lastPlace].id, id > 0 { return lastPlace }
        guard let user = nghttp2_session_get_stream_user_data(session, id) else { return nil }
        let place = Int(bitPattern: user) - 1
        guard place >= 0, place < capacity, streams[place].id == id else { return nil }
        lastPlace = place
        return place
    }

    func noteFrame(_ frame: UnsafePointer<nghttp2_frame>) {
        if gonogo_h2_frame_type(frame) == Int32(NGHTTP2_GOAWAY.rawValue) { isLeaving = true }
        guard let place = place(gonogo_h2_frame_stream(frame)) else { return }
        streams[place].bytesIn += UInt64(gonogo_h2_frame_length(frame))
        if gonogo_h2_frame_ends(frame) != 0 { streams[place].hasEnded = true }
    }

    func noteSent(_ frame: UnsafePointer<nghttp2_frame>) {
        if gonogo_h2_goaway_code(frame) != 0 { isBroken = true }
        guard let place = place(gonogo_h2_frame_stream(frame)) else { return }
        streams[place].bytesOut += UInt64(gonogo_h2_frame_length(frame))
    }

    func noteField(_ id: Int32, _ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) -> Bool {
        guard let place = place(id) else { return true }
        if streams[place].firstByteAt == 0 { streams[place].firstByteAt = now }
        return streams[place].takeField(name, value)
    }

    func noteBody(_ id: Int32, _ bytes: UnsafeRawBufferPointer) {
        guard let place = place(id), streams[place].fault == nil else { return }
        guard !streams[place].takeBody(bytes) else { return }
        nghttp2_submit_rst_stream(session, UInt8(NGHTTP2_FLAG_NONE.rawValue), id, NGHTTP2_CANCEL.rawValue)
    }

    func noteClose(_ id: Int32, _ code: UInt32) {
        guard let place = place(id) else { return }
        guard streams[place].user != nil else { return release(place) }
        streams[place].closeCode = code
        ended[endedCount] = Int32(place)
        endedCount += 1
    }

    func read(_ id: Int32, _ room: UnsafeMutableRawBufferPointer, _ flags: inout UInt32) -> Int {
        guard let place = place(id), let target = room.baseAddress else { return 0 }
        let body = streams[place].requestBody
        let count = min(room.count, body.count - streams[place].requestSent)
        if let source = body.baseAddress, count > 0 {
            target.copyMemory(from: source + streams[place].requestSent, byteCount: count)
        }
        streams[place].requestSent += count
        if streams[place].requestSent == body.count { flags |= NGHTTP2_DATA_FLAG_EOF.rawValue }
        return count
    }
}
