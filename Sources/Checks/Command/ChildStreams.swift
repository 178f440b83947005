#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// Our ends of a child's pipes: writes the input, keeps the first bytes of the output, reads on and drops the rest.
struct ChildStreams {
    private(set) var stdout: [UInt8] = []
    private(set) var stderr: [UInt8] = []
    private(set) var wasCut = false
    private var input: ArraySlice<UInt8>
    private let limit: Int
    private var descriptors: (stdin: Int32, stdout: Int32, stderr: Int32)

    init(_ child: Spawned, input: [UInt8], limit: Int) {
        self.input = input[...]
        self.limit = limit
        descriptors = (child.stdin, child.stdout, child.stderr)
        if input.isEmpty { closeInput() }
    }

    /// True when both outputs have ended.
    var areClosed: Bool { descriptors.stdout < 0 && descriptors.stderr < 0 }

    /// Moves what can be moved, waiting for it at most this long.
    mutating func pump(milliseconds: Int32) {
        var polls = [
            pollfd(fd: descriptors.stdin, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: descriptors.stdout, events: Int16(POLLIN), revents: 0),
            pollfd(fd: descriptors.stderr, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&polls, nfds_t(polls.count), milliseconds) > 0 else { return }
        if polls[0].revents != 0 { write() }
        if polls[1].revents != 0, !read(descriptors.stdout, into: \.stdout) { close(&descriptors.stdout) }
        if polls[2].revents != 0, !read(descriptors.stderr, into: \.stderr) { close(&descriptors.stderr) }
    }

    private mutating func write() {
        let count = input.withUnsafeBytes { send(descriptors.stdin, $0) }
        if count > 0 { input = input.dropFirst(count) }
        if input.isEmpty || (count < 0 && errno != EAGAIN && errno != EINTR) { closeInput() }
    }

    private func send(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
        #if canImport(Glibc)
            Glibc.write(descriptor, bytes.baseAddress, bytes.count)
        #else
            Darwin.write(descriptor, bytes.baseAddress, bytes.count)
        #endif
    }

    /// False at the stream's end.
    private mutating func read(_ descriptor: Int32, into stream: WritableKeyPath<ChildStreams, [UInt8]>) -> Bool {
        let (count, bytes) = withUnsafeTemporaryAllocation(byteCount: 65_536, alignment: 1) {
            buffer -> (Int, [UInt8]) in
            #if canImport(Glibc)
                let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #else
                let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            return (count, count > 0 ? Array(buffer.prefix(count)) : [])
        }
        if count < 0 { return errno == EAGAIN || errno == EINTR }
        let room = limit - self[keyPath: stream].count
        if bytes.count > room { wasCut = true }
        self[keyPath: stream] += bytes.prefix(max(0, room))
        return count > 0
    }

    private mutating func closeInput() { close(&descriptors.stdin) }

    private func close(_ descriptor: inout Int32) {
        guard descriptor >= 0 else { return }
        #if canImport(Glibc)
            _ = Glibc.close(descriptor)
        #else
            _ = Darwin.close(descriptor)
        #endif
        descriptor = -1
    }

    mutating func closeAll() {
        close(&descriptors.stdin)
        close(&descriptors.stdout)
        close(&descriptors.stderr)
    }
}
