#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// What the system writes when a program crashes.
enum CoreDumps {
    /// A crash of gonogo or of a command that it runs leaves no image of its memory: secrets stand in it.
    static func disable() {
        var limit = rlimit(rlim_cur: 0, rlim_max: 0)
        #if canImport(Glibc)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limit)
        #else
            _ = setrlimit(RLIMIT_CORE, &limit)
        #endif
    }
}
