/// How a PostgreSQL server lets people in, found out without a password: what it asks for is known before one is sent.
///
///     client  00000008 04D2162F            SSLRequest
///     server  'S' (TLS is offered) or 'N'
///     client  length 00030000 user … database …
///     server  'R' length code              0 trust, 3 clear text, 5 MD5, 10 SCRAM
///             'E' length fields            28000 and others: refused
package struct PostgresPosture: Sendable {
    package var access: DatabaseAccess
    /// For everything: name, connections, TLS, answers.
    package var timeout: Duration = .seconds(10)

    package init(_ access: DatabaseAccess) { self.access = access }

    package struct Outcome: Sendable, Equatable {
        package var offersTLS: Bool
        /// What is asked for on a connection in the open.
        package var inTheOpen: PostgresAuthentication
        /// What is asked for over TLS, where it is offered.
        package var overTLS: PostgresAuthentication?
        package var timings = TransferTimings()

        package init(offersTLS: Bool, inTheOpen: PostgresAuthentication, overTLS: PostgresAuthentication?) {
            self.offersTLS = offersTLS
            self.inTheOpen = inTheOpen
            self.overTLS = overTLS
        }

        /// The weaker of the two ways in.
        package var weakest: PostgresAuthentication { min(inTheOpen, overTLS ?? inTheOpen) }
    }

    /// Throws where the server can't be reached, or speaks another protocol.
    package func run() async throws(TransferError) -> Outcome {
        let posture = self
        return try await Probe.timed(timeout) { (deadline, timings, cancellation) throws(TransferError) in
            try posture.run(by: deadline, timings: &timings, cancellation)
        }
    }

    private func run(
        by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> Outcome {
        let user = access.user ?? "postgres"
        let startup = try PostgresStartup.message(user: user, database: access.database ?? user)
        let endpoint = access.endpoint
        let client = try TLSClient(TLSClient.Options(name: endpoint.host), to: endpoint)

        let first = try Probe.connect(to: endpoint, by: deadline, timings: &timings, cancellation)
        var stream = ByteStream(first, to: endpoint, by: deadline, cancellation)
        try stream.send(PostgresStartup.tlsRequest)
        let answer = try stream.receive(exactly: 1)[0]
        guard answer == UInt8(ascii: "S") || answer == UInt8(ascii: "N") else {
            throw .garbled(endpoint, "does not speak PostgreSQL's protocol")
        }
        let offersTLS = answer == UInt8(ascii: "S")
        var overTLS: PostgresAuthentication?
        if offersTLS {
            do throws(TransferError) {
                try stream.encrypt(client)
                try stream.send(startup)
                overTLS = try PostgresStartup.answer(stream)
            } catch {
                guard error.wantsClientCertificate else { throw error }
                overTLS = .certificate
            }
        }
        var unused = TransferTimings()
        let second = try Probe.connect(to: endpoint, by: deadline, timings: &unused, cancellation)
        let open = ByteStream(second, to: endpoint, by: deadline, cancellation)
        try open.send(startup)
        let inTheOpen = try PostgresStartup.answer(open)
        timings.total = deadline.elapsed
        var outcome = Outcome(offersTLS: offersTLS, inTheOpen: inTheOpen, overTLS: overTLS)
        outcome.timings = timings
        return outcome
    }
}

/// What a PostgreSQL server asks of a client, the weakest first.
package enum PostgresAuthentication: String, Sendable, CaseIterable, Comparable {
    /// Nothing: everybody is let in.
    case trust
    case cleartext
    case md5
    /// A way that this version does not know.
    case other
    case gss
    case sspi
    case scram
    /// A client certificate.
    case certificate
    /// No such user may come from here, whatever they show.
    case refused

    package static func < (a: PostgresAuthentication, b: PostgresAuthentication) -> Bool { a.rank < b.rank }

    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
