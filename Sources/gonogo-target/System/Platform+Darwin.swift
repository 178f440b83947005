#if canImport(Darwin)
    import Darwin

    /// What macOS spells in its own way.
    enum Platform {
        typealias ThreadArgument = UnsafeMutableRawPointer

        static let streamSocket = SOCK_STREAM
        static let shutDownWriting = SHUT_WR
        static let shutDownBoth = SHUT_RDWR
        static let descriptorLimit = RLIMIT_NOFILE

        /// Starts a detached thread that calls `body` with `argument`; false when the system has no thread left.
        static func startThread(
            stackBytes: Int, _ body: @escaping @convention(c) (ThreadArgument) -> UnsafeMutableRawPointer?,
            _ argument: UnsafeMutableRawPointer
        ) -> Bool {
            var attributes = pthread_attr_t()
            guard pthread_attr_init(&attributes) == 0 else { return false }
            defer { pthread_attr_destroy(&attributes) }
            pthread_attr_setstacksize(&attributes, stackBytes)
            pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED)
            var thread: pthread_t?
            return pthread_create(&thread, &attributes, body, argument) == 0
        }
    }
#endif
