/// One connection to one origin.
///
/// ```
/// closed ── connecting ── (handshaking) ──┬── idle ── waiting ── idle …     HTTP/1.1: one request at a time
///                                         │     └ sending, when the kernel's buffer was full
///                                         └── multiplexed                   HTTP/2: many
/// any ── closed, when either side ends it
/// ```
struct Connection: ~Copyable {
    enum State: UInt8 { case closed, connecting, handshaking, idle, sending, waiting, multiplexed }

    var fd: Int32 = -1
    /// TLS on the socket, from the beginning of the handshake on.
    var tls: TLSStream?
    /// HTTP/2 on it.
    var session: HTTP2Session?
    /// Whether its pool knows it as one that can take a request.
    var isListed = false
    /// Whether it is about to be handed to whoever waits.
    var isReleased = false
    /// Whether it has something to send at the end of the turn.
    var isDirty = false
    var generation: UInt32 = 0
    var state = State.closed
    /// Whether a response has come over it before.
    var isReused = false
    let origin: UInt32
    /// Whose request it carries, or for whom it is being opened.
    var user: UInt32
    /// Addresses of the origin tried for the connection under way, less one.
    var attempt = 0
    /// When the whole attempt to connect ends, all addresses together.
    var connectDeadline: Nanoseconds = 0
    var connectAt: Nanoseconds = 0
    /// Bytes of the request that the kernel has taken.
    var sent = 0
    /// The request that is not taken completely yet, when it was made for this once.
    var pending = ByteBuffer()
    var parser = ResponseParser()

    init(origin: Int, user: Int) {
        self.origin = UInt32(origin)
        self.user = UInt32(user)
    }
}
