internal import Artifacts
internal import Model

/// A database of its own on a server that is there for such trials.
struct ScratchPostgres: Sendable {
    let password: String
    private let variables: [(name: String, value: String)]
    private let query: String
    private let hasOwnQuery: Bool
    private let deadline: ContinuousClock.Instant

    private static let countTables =
        "SELECT count(*) FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        + "WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')"

    /// Throws for a URL that is not of the one plain form.
    init(url: String, query: String?, deadline: ContinuousClock.Instant) throws(ScratchURL.Refusal) {
        let parts = try ScratchURL(url)
        password = parts.password ?? ""
        // Secrets travel in the environment: everybody can read arguments.
        var variables = [("PGHOST", parts.host), ("PGPORT", String(parts.port)), ("PGDATABASE", parts.database)]
        if let user = parts.user { variables.append(("PGUSER", user)) }
        if let password = parts.password { variables.append(("PGPASSWORD", password)) }
        if let mode = parts.sslMode { variables.append(("PGSSLMODE", mode)) }
        self.variables = variables
        self.query = query ?? Self.countTables
        hasOwnQuery = query != nil
        self.deadline = deadline
    }

    func restore(_ path: String, _ content: BackupContent) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        let command: [String]
        // -X: no settings of whoever runs this.
        let psql = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-o", "/dev/null"]
        switch content.formats {
        case [.postgresPlain]: command = psql + ["-f", path]
        case [.gzip, .postgresPlain]:
            command = ["/bin/sh", "-c", "gzip -dc -- \"$1\" | \(psql.joined(separator: " "))", "sh", path]
        case [.postgresCustom]: command = ["pg_restore", "--exit-on-error", "--no-owner", "--no-privileges"]
        default: return .failure(BackupFlaw(.unknown, "PostgreSQL restores its own dumps only"))
        }
        if content.hasClientCommands {
            return .failure(
                BackupFlaw(.unknown, "it holds commands of psql itself, which may run programs: such a dump is not run")
            )
        }
        let name = "gonogo_restore_\(String(UInt64.random(in: .min ... .max), radix: 36))"
        switch await sql("CREATE DATABASE \(name) TEMPLATE template0", in: nil) {
        case .failure(let flaw): return .failure(BackupFlaw(.unknown, "no scratch database: \(flaw)"))
        case .success: break
        }
        let result = await fill(name, command, path)
        // Dropped even when the time is up, or the next trial would find the rest of this one.
        let patient = ScratchPostgres(self, until: max(deadline, .now.advanced(by: .seconds(20))))
        if case .failure(let flaw) = await patient.sql("DROP DATABASE IF EXISTS \(name)", in: nil) {
            return .failure(BackupFlaw(.unknown, "the scratch database \(name) is still there: \(flaw)"))
        }
        return result
    }

    private init(_ other: ScratchPostgres, until deadline: ContinuousClock.Instant) {
        (password, variables, query) = (other.password, other.variables, other.query)
        (hasOwnQuery, self.deadline) = (other.hasOwnQuery, deadline)
    }

    private func fill(
        _ database: String, _ command: [String], _ path: String
    ) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        let command = command[0] == "pg_restore" ? command + ["-d", database, path] : command
        switch await BackupProgram.run(command, environment: environment(database), until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output) where output.status != 0: return .failure(Self.flaw(output))
        case .success: break
        }
        switch await sql(query, in: database) {
        case .failure(let flaw): return .failure(BackupFlaw(.unreadable, "the check query fails: \(flaw)"))
        case .success(let answer):
            guard !["", "0", "f"].contains(answer) else {
                return .failure(
                    hasOwnQuery
                        ? BackupFlaw(.unreadable, "the check query answers \(answer.isEmpty ? "nothing" : answer)")
                        : BackupFlaw(.empty, "the restored database has no table"))
            }
            guard !hasOwnQuery, let tables = Int(answer) else { return .success([:]) }
            return .success(["tables": .integer(tables)])
        }
    }

    private func environment(_ database: String?) -> [(name: String, value: String)] {
        variables + (database.map { [("PGDATABASE", $0)] } ?? [])
    }

    /// The first value that the statement answers.
    private func sql(_ statement: String, in database: String?) async -> Result<String, BackupFlaw> {
        let arguments = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement]
        switch await BackupProgram.run(arguments, environment: environment(database), until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output):
            guard output.status == 0 else { return .failure(BackupFlaw(.unknown, output.lastLine)) }
            let line = output.stdout.split(whereSeparator: \.isNewline).first ?? ""
            return .success(String(line.split(separator: "|").first ?? ""))
        }
    }

    /// What the scratch server lacks is no fault of the backup.
    private static func flaw(_ output: BackupProgram.Output) -> BackupFlaw {
        let text = output.text
        let lacks = [
            ("role \"", "does not exist"), ("extension \"", "is not available"), ("invalid command \\", "restrict"),
            ("unrecognized configuration parameter", ""), ("connection to server", ""), ("permission denied", ""),
            ("unsupported version", ""), ("No space left", ""),
        ].contains { text.contains($0.0) && ($0.1.isEmpty || text.contains($0.1)) }
        return lacks
            ? BackupFlaw(.unknown, "the scratch server is not fit for it: \(output.lastLine)")
            : BackupFlaw(.unreadable, "restoring it fails: \(output.lastLine)")
    }
}
