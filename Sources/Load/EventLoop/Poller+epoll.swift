#if os(Linux)
    import CSystem

    /// Linux's event queue.
    struct EpollPoller: ~Copyable {
        private static let capacity: Int32 = 512
        private let descriptor: Int32
        private let events: UnsafeMutableRawPointer
        /// Whether the kernel takes time-outs in nanoseconds (Linux 5.11; some containers forbid the call).
        private var isPrecise = true

        init() throws(LoadError) {
            descriptor = sys_epoll_create()
            events = sys_zeroed(Int(Self.capacity) * sys_epoll_event_bytes)
            if descriptor < 0 { throw .system("epoll_create1: \(SystemError(-descriptor))") }
        }

        deinit {
            if descriptor >= 0 { _ = sys_close(descriptor) }
            sys_free(events)
        }

        /// Watches `fd`, edge-triggered; 0 or a negative errno.
        func add(_ fd: Int32, token: Token) -> Int32 {
            sys_epoll_add(descriptor, fd, token.raw)
        }

        /// Announces again what `fd` is ready for, as if it had just become so.
        func rearm(_ fd: Int32, token: Token) { _ = sys_epoll_rearm(descriptor, fd, token.raw) }

        /// Sleeps until something is ready or the time is up; the number of events.
        @inline(__always)
        mutating func wait(upTo timeout: Nanoseconds) -> Int32 {
            if isPrecise {
                let count = sys_epoll_wait_ns(descriptor, events, Self.capacity, timeout)
                if count >= 0 { return count }
                if count == -EINTR { return 0 }
                isPrecise = false
            }
            let milliseconds = Int32(clamping: (timeout &+ 999_999) / 1_000_000)
            return max(0, sys_epoll_wait_ms(descriptor, events, Self.capacity, milliseconds))
        }

        @inline(__always)
        func token(_ index: Int32) -> Token { Token(sys_epoll_token(events, index)) }

        @inline(__always)
        func readiness(_ index: Int32) -> Readiness {
            let flags = sys_epoll_flags(events, index)
            var ready: Readiness = []
            if flags & sys_epoll_readable != 0 { ready.insert(.readable) }
            if flags & sys_epoll_writable != 0 { ready.insert(.writable) }
            if flags & sys_epoll_closing != 0 { ready.insert(.closing) }
            return ready
        }
    }
#endif
