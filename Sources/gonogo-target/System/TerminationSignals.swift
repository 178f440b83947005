#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// SIGINT and SIGTERM as something to wait for, so that no code ever runs inside a signal handler.
enum TerminationSignals {
    /// Holds both signals back for this thread and all it starts, and ignores SIGPIPE: call before any thread exists.
    static func hold() {
        signal(SIGPIPE, SIG_IGN)
        var both = set
        pthread_sigmask(SIG_BLOCK, &both, nil)
    }

    /// Blocks until one of the two arrives.
    static func wait() {
        var both = set
        var arrived: Int32 = 0
        while sigwait(&both, &arrived) != 0 {}
    }

    private static var set: sigset_t {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        return signals
    }
}
