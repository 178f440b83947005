internal import Model
internal import Transfer

/// What probes that ask a database share.
protocol DatabaseProbe: Probe {
    var target: DatabaseTarget { get }
    var timeout: Duration { get }
    var location: SourceLocation { get }

    /// Asks; what the suite itself got wrong is thrown as any error, what the server did as a `TransferError`.
    func ask(_ access: DatabaseAccess, timeout: Duration, in context: CaseContext) async throws -> ProbeResult

    /// The step's name and what is asked, for the line that is shown.
    func question(in scope: Scope) -> String
}

extension DatabaseProbe {
    var notes: [String] { target.encryption == .required ? ["TLS certificates were not verified"] : [] }

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        var line: String?
        do {
            let access = try target.access(in: context.scope)
            // From here on, also where the URL came in as a variable that nobody called a secret.
            if let password = access.password { context.run.redactor.add(password) }
            let place = access.database.map { "\(access.endpoint)/\($0)" } ?? "\(access.endpoint)"
            line = "\(target.kind.name) \(place): \(question(in: context.scope))"
            let left = max(.milliseconds(1), min(timeout, ContinuousClock.now.duration(to: deadline)))
            var result = try await ask(access, timeout: left, in: context)
            result.request = line
            return result
        } catch let error as TransferError {
            return ProbeResult(
                request: line, timings: Timings(error.timings, url: ""), finding: .failure(Observation(error, location))
            )
        } catch {
            return ProbeResult(
                request: line,
                finding: .failure(
                    Observation(
                        property: "connection", expected: "something to ask and where", actual: "\(error)",
                        outcome: .errored, location: location)))
        }
    }
}

extension Evidence {
    /// The times of an exchange with a database, and what TLS agreed on.
    static func facts(_ timings: TransferTimings, tls: (version: String, cipher: String)? = nil) -> [String: Fact] {
        var facts: [String: Fact] = [
            "timings.dns": .milliseconds(timings.dns.milliseconds),
            "timings.connect": .milliseconds(timings.connect.milliseconds),
            "timings.total": .milliseconds(timings.total.milliseconds),
        ]
        if let tls {
            facts["tls.version"] = .text(tls.version)
            facts["tls.cipher"] = .text(tls.cipher)
        }
        return facts
    }
}
