import Synchronization

#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// One accepted connection, in the hands of a behaviour.
package final class RawConnection: Sendable {
    private let descriptor: Int32
    private let isClosed = Mutex(false)
    private let countRequest: @Sendable () -> Void

    init(_ descriptor: Int32, countRequest: @escaping @Sendable () -> Void) {
        self.descriptor = descriptor
        self.countRequest = countRequest
    }

    /// Reads up to the blank line, and as much body as Content-Length says; nil when the peer has closed.
    package func readRequest() -> RawRequest? {
        var bytes: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        var bodyStart: Int?
        while bytes.count < 16 << 20 {
            if bodyStart == nil { bodyStart = bytes.firstRange(of: end)?.upperBound }
            if let bodyStart {
                let head = String(decoding: bytes[..<bodyStart], as: UTF8.self)
                let request = RawRequest(head: head, body: Array(bytes[bodyStart...]))
                if request.body.count >= request.header("content-length").flatMap({ Int($0) }) ?? 0 {
                    countRequest()
                    return request
                }
            }
            guard let more = read(), !more.isEmpty else { return nil }
            bytes += more
        }
        return nil
    }

    /// What has come, empty at the peer's end, nil after an error.
    package func read() -> [UInt8]? {
        var count = -1
        let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, written in
            repeat { count = recv(descriptor, buffer.baseAddress, buffer.count, 0) } while count < 0 && errno == EINTR
            written = max(0, count)
        }
        return count < 0 ? nil : bytes
    }

    /// False when the peer is gone.
    @discardableResult
    package func write(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = send(descriptor, buffer.baseAddress?.advanced(by: sent), buffer.count - sent, noSignal)
                if count < 0 && errno == EINTR { continue }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }
    }

    @discardableResult
    package func write(_ text: String) -> Bool {
        write(Array(text.utf8))
    }

    /// Waits, at most until the peer closes; false when it has.
    package func pause(milliseconds: Int32) -> Bool {
        var interest = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&interest, 1, milliseconds) > 0 else { return true }
        var byte: UInt8 = 0
        if recv(descriptor, &byte, 1, peek) <= 0 { return false }
        // More of the request is waiting: that does not end a pause.
        usleep(UInt32(milliseconds) * 1000)
        return true
    }

    /// Waits until the peer closes or the server is stopped.
    package func waitForEnd() {
        while let bytes = read(), !bytes.isEmpty {}
    }

    /// Ends the connection with RST in place of FIN.
    package func reset() {
        var linger = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &linger, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    package func close() {
        isClosed.withLock { isClosed in
            guard !isClosed else { return }
            isClosed = true
            _ = systemClose(descriptor)
        }
    }

    /// Makes blocked reads and writes return, from another thread.
    func interrupt() {
        isClosed.withLock { if !$0 { _ = shutdown(descriptor, Int32(SHUT_RDWR)) } }
    }
}

/// A request as a `RawServer` read it.
package struct RawRequest: Sendable {
    /// Request line and headers, up to the blank line.
    package let head: String
    package let body: [UInt8]

    package var method: String { word(0) }
    package var path: String { word(1) }

    /// The value of the first header with this name, whatever its case.
    package func header(_ name: String) -> String? {
        headers(name).first
    }

    package func headers(_ name: String) -> [String] {
        head.split(separator: "\r\n").dropFirst().compactMap { line in
            let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2, parts[0].lowercased() == name.lowercased() else { return nil }
            return String(parts[1].drop { $0 == " " })
        }
    }

    private func word(_ index: Int) -> String {
        let words = head.prefix { $0 != "\r\n" }.split(separator: " ")
        return words.indices.contains(index) ? String(words[index]) : ""
    }
}

#if canImport(Glibc)
    private let noSignal = Int32(MSG_NOSIGNAL)
    private let peek = Int32(MSG_PEEK)
#else
    private let noSignal: Int32 = 0
    private let peek = MSG_PEEK
#endif

func systemClose(_ descriptor: Int32) -> Int32 {
    close(descriptor)
}
