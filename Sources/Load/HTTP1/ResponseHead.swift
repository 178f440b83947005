import CSystem

/// What a response head says about the response: status, framing, and whether the connection stays.
package struct ResponseHead {
    /// How the end of the body is found (RFC 9112, section 6.3).
    package enum Framing: UInt8 { case none, length, chunked, untilClose }

    package static let maxBytes = 64 << 10
    package static let maxHeaders = 256

    package var status: UInt16 = 0
    package var framing = Framing.none
    package var keepsAlive = true
    /// Whether it has a Set-Cookie line.
    package var setsCookies = false
    /// Only with `framing == .length`.
    package var contentLength: UInt64 = 0
    /// Bytes of the head, the empty line included.
    package var byteCount = 0

    /// Whether bytes that have arrived so far can still become a head: garbage is told at once, not at the time-out.
    static func canBegin(with bytes: UnsafeRawBufferPointer) -> Bool {
        let wanted: StaticString = "HTTP/1."
        let count = min(bytes.count, wanted.utf8CodeUnitCount)
        guard count > 0, let base = bytes.baseAddress else { return true }
        return sys_equal(base, wanted.utf8Start, count) != 0
    }
}
