import CHiredis

/// hiredis' parser of replies, fed with what comes.
struct RedisReader: ~Copyable {
    private let handle: UnsafeMutablePointer<gonogo_redis_reader>

    /// Nil where there is no memory.
    init?() {
        guard let handle = gonogo_redis_reader_make(Self.mostElements) else { return nil }
        self.handle = handle
    }

    deinit { gonogo_redis_reader_free(handle) }

    /// Of one list.
    private static let mostElements = 1_000_000

    enum Next {
        case reply(RedisReply)
        case incomplete
        /// It is no reply; with what the parser says.
        case malformed(String)
        case tooLarge
    }

    func feed(_ bytes: [UInt8]) {
        _ = bytes.withUnsafeBytes {
            gonogo_redis_reader_feed(handle, $0.baseAddress?.assumingMemoryBound(to: CChar.self), $0.count)
        }
    }

    func next() -> Next {
        var reply: UnsafeMutablePointer<redisReply>?
        let state = gonogo_redis_reader_next(handle, &reply)
        guard state >= 0 else {
            if gonogo_redis_reader_is_full(handle) != 0 { return .tooLarge }
            return .malformed(String(cString: gonogo_redis_reader_problem(handle)).printable)
        }
        guard state > 0, let reply else { return .incomplete }
        defer { freeReplyObject(reply) }
        return .reply(Self.value(reply.pointee))
    }

    /// The parser itself bounds how deep lists stand in lists.
    private static func value(_ reply: redisReply) -> RedisReply {
        switch reply.type {
        case REDIS_REPLY_INTEGER: return .integer(Int(clamping: reply.integer))
        case REDIS_REPLY_STATUS: return .status(text(reply))
        case REDIS_REPLY_ERROR: return .error(text(reply))
        case REDIS_REPLY_NIL: return .null
        case REDIS_REPLY_ARRAY:
            let elements = UnsafeBufferPointer(start: reply.element, count: reply.elements)
            return .list(elements.map { $0.map { value($0.pointee) } ?? .null })
        default: return .text(text(reply))
        }
    }

    private static func text(_ reply: redisReply) -> String {
        String(decoding: UnsafeRawBufferPointer(start: reply.str, count: reply.len), as: UTF8.self)
    }
}
