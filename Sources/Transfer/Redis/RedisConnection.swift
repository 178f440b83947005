/// A connection to a Redis server: one command, one reply.
struct RedisConnection: ~Copyable {
    private let stream: ByteStream
    private let reader: RedisReader
    /// `TLSv1.3` and the cipher; nil on a connection in the open.
    let tls: (version: String, cipher: String)?
    /// The server has asked for a certificate of ours, and there is none to show.
    let lacksOwnCertificate: Bool

    /// Connects, over TLS where `access` wants it.
    static func open(
        _ access: DatabaseAccess, by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> RedisConnection {
        let endpoint = access.endpoint
        guard let reader = RedisReader() else { throw .usage("no memory for replies") }
        guard access.encryption == .verified || access.encryption == .required else {
            let socket = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
            return RedisConnection(ByteStream(socket, to: endpoint, by: deadline, cancellation), reader)
        }
        let options = TLSClient.Options(
            name: endpoint.host, caFile: access.caFile, clientCertificate: access.clientCertificate,
            clientKey: access.clientKey)
        let client = try TLSClient(options, to: endpoint)
        let socket = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
        try client.shakeHands(socket, by: deadline, cancellation)
        timings.tls = deadline.elapsed - timings.dns - timings.connect
        if access.encryption == .verified, let problem = try client.certificate().problem {
            throw TransferError(.tls, in: .tls, blame: .target, problem)
        }
        let tls = (version: client.version, cipher: client.cipher)
        let lacksOwnCertificate = client.lacksOwnCertificate
        let stream = ByteStream(socket, over: client, to: endpoint, by: deadline, cancellation)
        return RedisConnection(stream, reader, tls: tls, lacksOwnCertificate: lacksOwnCertificate)
    }

    private init(
        _ stream: consuming ByteStream, _ reader: consuming RedisReader,
        tls: (version: String, cipher: String)? = nil, lacksOwnCertificate: Bool = false
    ) {
        self.stream = stream
        self.reader = reader
        self.tls = tls
        self.lacksOwnCertificate = lacksOwnCertificate
    }

    /// Of all bytes of one reply.
    static let mostBytes = 16 << 20

    /// Sends a command and waits for its reply, which may be an error.
    func ask(_ words: [String]) throws(TransferError) -> RedisReply {
        try stream.send(Self.command(words))
        var received = 0
        while true {
            switch reader.next() {
            case .reply(let reply): return reply
            case .malformed(let why): throw .garbled(stream.endpoint, "does not speak Redis' protocol: \(why)")
            case .tooLarge: throw tooLarge()
            case .incomplete: break
            }
            let bytes = try stream.receive(atMost: 64 << 10)
            guard !bytes.isEmpty else { throw .closed(by: stream.endpoint) }
            received += bytes.count
            guard received <= Self.mostBytes else { throw tooLarge() }
            reader.feed(bytes)
        }
    }

    private func tooLarge() -> TransferError {
        TransferError(
            .tooLarge, in: .body, blame: .target,
            "\(stream.endpoint) answered with more than \(Self.mostBytes >> 20) MiB, or with too long a list")
    }

    private static func command(_ words: [String]) -> [UInt8] {
        let texts = words.map { Array($0.utf8) }
        var bytes = Array("*\(texts.count)\r\n".utf8)
        for text in texts { bytes += Array("$\(text.count)\r\n".utf8) + text + [0x0D, 0x0A] }
        return bytes
    }
}
