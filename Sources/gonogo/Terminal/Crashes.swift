#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What a crash leaves behind.
enum Crashes {
    /// A crash leaves no image of the memory, neither gonogo's nor that of a command that it runs, and the runtime's
    /// report with the contents of registers is not written: secrets may stand in all of them.
    ///
    /// Whoever sets SWIFT_BACKTRACE asks for that report.
    static func leaveNothing() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #else
            _ = setrlimit(RLIMIT_CORE, &limit)
        #endif
        guard getenv("SWIFT_BACKTRACE") == nil else { return }
        for number in [SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV] { signal(number, SIG_DFL) }
    }
}
