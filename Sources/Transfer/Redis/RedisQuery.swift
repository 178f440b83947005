internal import Model

/// One command to a Redis server, on a connection of its own.
package struct RedisQuery: Sendable {
    package var access: DatabaseAccess
    /// The command and its arguments.
    package var command: [String]
    /// For everything: name, connection, TLS, authentication, command.
    package var timeout: Duration = .seconds(10)

    package init(_ access: DatabaseAccess, _ command: [String]) {
        self.access = access
        self.command = command
    }

    package struct Answer: Sendable, Equatable {
        package var reply: RedisReply
        /// `7.0.15`; nil where the server does not tell this user.
        package var serverVersion: String?
        /// Nil on a connection in the open.
        package var tls: (version: String, cipher: String)?
        /// Up to the reply; what finds out the version comes after.
        package var timings: TransferTimings

        package static func == (a: Answer, b: Answer) -> Bool {
            a.reply == b.reply && a.serverVersion == b.serverVersion
        }
    }

    /// Throws what the server or the way to it did wrong: `refused` where it answered with an error.
    package func run() async throws(TransferError) -> Answer {
        let query = self
        return try await Probe.timed(timeout) { (deadline, timings, cancellation) throws(TransferError) in
            try query.run(by: deadline, timings: &timings, cancellation)
        }
    }

    private func run(
        by deadline: Deadline, timings: inout TransferTimings, _ cancellation: Cancellation
    ) throws(TransferError) -> Answer {
        let connection = try RedisConnection.open(access, by: deadline, timings: &timings, cancellation)
        if let password = access.password?.reveal() {
            try accept(connection.ask(["AUTH"] + [access.user, password].compactMap(\.self)))
        }
        // Where every connection begins; and not every user may choose.
        if let database = access.database, Int(database) != 0 { try accept(connection.ask(["SELECT", database])) }
        let reply = try connection.ask(command)
        try accept(reply)
        timings.total = deadline.elapsed
        // Whoever may not ask for the version still gets the reply.
        var version = RedisInfo(reply)?.version
        if version == nil, let server = try? connection.ask(["INFO", "server"]) {
            version = RedisInfo(server)?.version
        }
        return Answer(reply: reply, serverVersion: version, tls: connection.tls, timings: timings)
    }

    private func accept(_ reply: RedisReply) throws(TransferError) {
        if let text = reply.firstError { throw .refusal(by: access.endpoint, text.printable) }
    }
}

/// The lines of a reply to `INFO`.
package struct RedisInfo: Sendable {
    /// `name:value` in the server's order.
    package let values: [(name: String, value: String)]

    /// Nil for a reply that is none.
    package init?(_ reply: RedisReply) {
        guard case .text(let text) = reply, text.hasPrefix("# ") else { return nil }
        values = text.split(whereSeparator: \.isNewline).prefix(5_000).compactMap { line in
            guard line.first != "#", let colon = line.firstIndex(of: ":") else { return nil }
            return (String(line[..<colon]), String(line[line.index(after: colon)...]))
        }
    }

    package subscript(name: String) -> String? { values.first { $0.name == name }?.value }

    package var version: String? { self["redis_version"].map { String($0.prefix(40)).printable } }
}
