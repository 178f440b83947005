#if canImport(Darwin)
    import CSystem
    import Darwin

    /// The event queue of macOS and the BSDs.
    struct KqueuePoller: ~Copyable {
        private static let capacity: Int32 = 512
        private let descriptor: Int32
        private let events: UnsafeMutablePointer<kevent>

        init() throws(LoadError) {
            descriptor = kqueue()
            events = .allocate(capacity: Int(Self.capacity))
            events.initialize(repeating: kevent(), count: Int(Self.capacity))
            if descriptor < 0 { throw .system("kqueue: \(SystemError(errno))") }
        }

        deinit {
            if descriptor >= 0 { close(descriptor) }
            events.deallocate()
        }

        /// Watches `fd`, edge-triggered, for reading and writing; 0 or a negative errno.
        func add(_ fd: Int32, token: Token) -> Int32 {
            let identity = UnsafeMutableRawPointer(bitPattern: UInt(token.raw))
            let flags = UInt16(EV_ADD | EV_CLEAR)
            let filters = [Int16(EVFILT_READ), Int16(EVFILT_WRITE)]
            let changes = filters.map {
                kevent(ident: UInt(fd), filter: $0, flags: flags, fflags: 0, data: 0, udata: identity)
            }
            return kevent(descriptor, changes, Int32(changes.count), nil, 0, nil) < 0 ? -errno : 0
        }

        /// Announces again what `fd` is ready for, as if it had just become so.
        func rearm(_ fd: Int32, token: Token) { _ = add(fd, token: token) }

        /// Sleeps until something is ready or the time is up; the number of events.
        mutating func wait(upTo timeout: Nanoseconds) -> Int32 {
            var time = timespec(tv_sec: Int(timeout / 1_000_000_000), tv_nsec: Int(timeout % 1_000_000_000))
            return max(0, kevent(descriptor, nil, 0, events, Self.capacity, &time))
        }

        func token(_ index: Int32) -> Token {
            Token(UInt64(UInt(bitPattern: events[Int(index)].udata)))
        }

        func readiness(_ index: Int32) -> Readiness {
            let event = events[Int(index)]
            var ready: Readiness = event.filter == Int16(EVFILT_WRITE) ? .writable : .readable
            if event.flags & UInt16(EV_EOF | EV_ERROR) != 0 { ready.formUnion([.readable, .closing]) }
            return ready
        }
    }
#endif
