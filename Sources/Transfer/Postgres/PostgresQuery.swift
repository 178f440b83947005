/// One statement to a PostgreSQL server, on a connection of its own.
package struct PostgresQuery: Sendable {
    package var access: DatabaseAccess
    /// One statement; `$1` stands for the first parameter.
    package var statement: String
    /// In PostgreSQL's text form; nil is NULL.
    package var parameters: [String?] = []
    /// Has the server refuse whatever would change something.
    package var isReadOnly = true
    /// For everything: name, connection, TLS, authentication, statement, rows.
    package var timeout: Duration = .seconds(10)
    package var limits = Limits()

    /// What is taken of an answer; more is `too_large`.
    package struct Limits: Sendable, Equatable {
        package var rows = 10_000
        package var columns = 500
        package var cellBytes = 1 << 20
        /// Of all cells together.
        package var totalBytes = 16 << 20
    }

    package init(_ access: DatabaseAccess, _ statement: String) {
        self.access = access
        self.statement = statement
    }

    /// Throws what the server or the way to it did wrong: `refused` where it answered with an error.
    package func run() async throws(TransferError) -> PostgresAnswer {
        let query = self
        return try await Probe.timed(timeout) { (deadline, timings, cancellation) throws(TransferError) in
            try query.run(by: deadline, timings: &timings, cancellation)
        }
    }

    /// libpq would tell of a file of ours that can't be used as if the server had no TLS.
    private func checkFiles() throws(TransferError) {
        guard access.encryption != .none else { return }
        let caFile = access.encryption == .verified ? access.caFile : nil
        guard caFile != nil || access.clientCertificate != nil else { return }
        _ = try TLSClient(
            TLSClient.Options(
                name: access.endpoint.host, caFile: caFile, clientCertificate: access.clientCertificate,
                clientKey: access.clientKey), to: access.endpoint)
    }

    private func run(
        by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> PostgresAnswer {
        try checkFiles()
        let addresses = try Resolver.resolve(access.endpoint, by: deadline, cancellation)
        timings.dns = deadline.elapsed
        let resolved = timings.dns
        let query = self
        let intake = PostgresIntake()
        var answer = try BoundedRun.run(
            at: access.endpoint, by: deadline, cancellation, meanwhile: { intake.check() }
        ) { () throws(TransferError) in
            let connection = try PostgresConnection.open(
                query.access, at: addresses, intake, by: deadline, cancellation)
            let connected = deadline.elapsed
            var answer = try connection.perform(query, by: deadline, cancellation)
            answer.timings.dns = resolved
            answer.timings.connect = connected - resolved
            return answer
        }
        answer.timings.total = deadline.elapsed
        return answer
    }
}
