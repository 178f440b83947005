/// How a Redis server lets people in, found out without a password.
///
/// A port speaks TLS or it does not: it is asked in the open first, and over TLS where that is no answer.
package struct RedisPosture: Sendable {
    package var endpoint: HostAndPort
    /// For everything: name, connections, TLS, answers.
    package var timeout: Duration = .seconds(10)

    package init(host: String, port: Int) { endpoint = HostAndPort(host: host, port: port) }

    package struct Outcome: Sendable, Equatable {
        /// The port speaks TLS, and nothing else.
        package var offersTLS: Bool
        /// It answers commands only after a password; nil where it wants a client certificate before.
        package var requiresPassword: Bool?
        /// It has no password and therefore turns away whoever comes from another machine.
        package var isProtected: Bool
        package var requiresCertificate: Bool
        /// Nil where it is not told.
        package var serverVersion: String?
        package var timings = TransferTimings()
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
        do throws(TransferError) {
            return try ask(.none, by: deadline, timings: &timings, cancellation)
        } catch {
            // What a TLS port makes of a plain command: an alert, or an end without a word.
            guard error.kind == .protocol || error.kind == .reset, error.phase != .connect else { throw error }
            let plain = error
            do throws(TransferError) {
                return try ask(.required, by: deadline, timings: &timings, cancellation)
            } catch {
                var both = error.kind == .tls || error.kind == .reset ? plain : error
                both.message = "in the open: \(plain.message); over TLS: \(error.message)"
                throw both
            }
        }
    }

    private func ask(
        _ encryption: DatabaseEncryption, by deadline: Deadline, timings: inout TransferTimings,
        _ cancellation: Cancellation
    ) throws(TransferError) -> Outcome {
        var access = DatabaseAccess(host: endpoint.host, port: endpoint.port)
        access.encryption = encryption
        var outcome = Outcome(
            offersTLS: encryption == .required, requiresPassword: nil, isProtected: false, requiresCertificate: false)
        var lacksCertificate = false
        do throws(TransferError) {
            let connection = try RedisConnection.open(access, by: deadline, timings: &timings, cancellation)
            lacksCertificate = connection.lacksOwnCertificate
            let reply = try connection.ask(["PING"])
            outcome.isProtected = reply.errorCode == "DENIED"
            // A user who may do nothing has come in without a password all the same.
            outcome.requiresPassword = try requiresPassword(reply)
            if outcome.requiresPassword == false, !outcome.isProtected {
                outcome.serverVersion = RedisInfo(try connection.ask(["INFO", "server"]))?.version
            }
        } catch {
            // The alert that says so may be lost when the server closes with our command unread.
            guard error.wantsClientCertificate || (lacksCertificate && error.kind == .reset) else { throw error }
            outcome.requiresCertificate = true
        }
        timings.total = deadline.elapsed
        outcome.timings = timings
        return outcome
    }

    private func requiresPassword(_ reply: RedisReply) throws(TransferError) -> Bool {
        switch reply {
        case .status("PONG"), .text("PONG"): return false
        case .error(let text):
            switch reply.errorCode {
            case "NOAUTH": return true
            case "NOPERM", "DENIED": return false
            // Before Redis 2.8.
            case "ERR" where text.contains("operation not permitted"): return true
            default: throw .refusal(by: endpoint, text.printable)
            }
        default: throw .garbled(endpoint, "answered PING with something else than PONG")
        }
    }
}
