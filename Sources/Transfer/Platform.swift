// Where the C libraries of Linux and macOS differ, and nowhere else in this module but in its imports.

#if canImport(Glibc)
    import Glibc

    let streamSocket = Int32(SOCK_STREAM.rawValue)
    /// Has a `send` to a closed connection fail in place of raising SIGPIPE.
    let quietly = Int32(MSG_NOSIGNAL)

    extension sigaction {
        fileprivate var handler: __sighandler_t? {
            get { __sigaction_handler.sa_handler }
            set { __sigaction_handler.sa_handler = newValue }
        }
    }
#else
    import Darwin

    let streamSocket = SOCK_STREAM
    /// There is no such flag: `ignoreBrokenPipes` has to do.
    let quietly: Int32 = 0

    extension sigaction {
        fileprivate var handler: sig_t? {
            get { __sigaction_u.__sa_handler }
            set { __sigaction_u.__sa_handler = newValue }
        }
    }
#endif

/// Makes writing to a connection that the peer has closed an error, in place of the end of the process.
///
/// Leaves a handler that someone has set; only the deadly default is changed.
package func ignoreBrokenPipes() {
    var current = sigaction()
    guard sigaction(SIGPIPE, nil, &current) == 0, current.handler == nil else { return }
    var ignoring = sigaction()
    ignoring.handler = SIG_IGN
    sigaction(SIGPIPE, &ignoring, nil)
}
