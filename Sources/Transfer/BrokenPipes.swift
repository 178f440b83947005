#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Makes writing to a connection that the peer has closed an error, in place of the end of the process.
///
/// Leaves a handler that someone has set; only the deadly default is changed.
func ignoreBrokenPipes() {
    var current = sigaction()
    guard sigaction(SIGPIPE, nil, &current) == 0 else { return }
    var ignoring = sigaction()
    #if canImport(Glibc)
    guard current.__sigaction_handler.sa_handler == nil else { return }
    ignoring.__sigaction_handler.sa_handler = SIG_IGN
    #else
    guard current.__sigaction_u.__sa_handler == nil else { return }
    ignoring.__sigaction_u.__sa_handler = SIG_IGN
    #endif
    sigaction(SIGPIPE, &ignoring, nil)
}
