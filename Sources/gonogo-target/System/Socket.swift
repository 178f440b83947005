#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// A connected stream socket; ending its life closes it.
struct Socket: ~Copyable {
    let descriptor: Int32

    /// What one read brought.
    enum Reading: Equatable {
        case bytes(Int)
        case ended
        case timedOut
    }

    /// Takes over `descriptor`; a single read or write then lasts `timeoutSeconds` at most.
    init(adopting descriptor: Int32, timeoutSeconds: Int) {
        self.descriptor = descriptor
        var limit = timeval()
        limit.tv_sec = timeoutSeconds
        let size = socklen_t(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, size)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &limit, size)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit { close(descriptor) }

    /// Reads what is there into `buffer`, waiting for the first byte.
    func receive(into buffer: UnsafeMutableRawBufferPointer) -> Reading {
        while true {
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            if count > 0 { return .bytes(count) }
            if count == 0 { return .ended }
            if errno == EINTR { continue }
            return errno == EAGAIN || errno == EWOULDBLOCK ? .timedOut : .ended
        }
    }

    /// Writes all of `bytes`; false when the peer went away or took nothing for the whole time-out.
    func deliver(_ bytes: some Collection<UInt8>) -> Bool {
        bytes.withContiguousStorageIfAvailable { deliverAll(UnsafeRawBufferPointer($0)) }
            ?? Array(bytes).withUnsafeBytes { deliverAll($0) }
    }

    private func deliverAll(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let part = UnsafeRawBufferPointer(rebasing: rest)
            let count = send(descriptor, part.baseAddress, part.count, 0)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }

    /// Whether the peer has already gone, without waiting and without consuming anything.
    var peerHasLeft: Bool {
        var byte: UInt8 = 0
        let count = recv(descriptor, &byte, 1, Int32(MSG_PEEK) | Int32(MSG_DONTWAIT))
        return count == 0 || (count < 0 && errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)
    }

    /// Makes the coming close a reset (RST) instead of an orderly end.
    func resetWhenClosed() {
        var linger = linger()
        linger.l_onoff = 1
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout.size(ofValue: linger)))
    }

    /// Says that nothing more will be written; the peer still gets all that was.
    func finishWriting() { shutdown(descriptor, Platform.shutDownWriting) }

    /// Ends reading and writing of a socket another thread may be blocked on.
    static func interrupt(_ descriptor: Int32) { shutdown(descriptor, Platform.shutDownBoth) }
}
