internal import Artifacts
internal import Model

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

/// A program that reads what gonogo can't read by itself.
enum BackupTool: Sendable {
    case pgRestore, redisCheck

    /// Nil for what no program here can read to the end.
    init?(formats: [BackupFormat]) {
        switch formats {
        case [.postgresCustom]: self = .pgRestore
        case [.redis]: self = .redisCheck
        default: return nil
        }
    }

    /// Reads the backup to its end; a flaw where it isn't whole, or where nothing could be found out.
    func read(_ path: String, until deadline: ContinuousClock.Instant) async -> Result<Void, BackupFlaw> {
        // A name that begins with a dash is no option.
        let path = path.hasPrefix("/") ? path : "./\(path)"
        let arguments =
            switch self {
            case .pgRestore: ["pg_restore", "-f", "/dev/null", path]
            case .redisCheck: ["redis-check-rdb", path]
            }
        switch await BackupProgram.run(arguments, until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output):
            guard output.status == 0 else { return .failure(flaw(output)) }
            return await self == .pgRestore ? contents(of: path, until: deadline) : .success(())
        }
    }

    /// A flaw where the archive's list names no table.
    private func contents(
        of path: String, until deadline: ContinuousClock.Instant
    ) async -> Result<Void, BackupFlaw> {
        switch await BackupProgram.run(["pg_restore", "--list", path], until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output):
            guard output.status == 0 else { return .failure(flaw(output)) }
            let lines = output.stdout.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix(";") }
            // Of a list that was cut short nothing can be said.
            let isWhole = output.stdout.utf8.count < BackupProgram.mostOutput
            if isWhole, !lines.contains(where: { $0.contains(" TABLE ") }) {
                return .failure(BackupFlaw(.empty, "the dump makes no table and no row"))
            }
            return .success(())
        }
    }

    private func flaw(_ output: BackupProgram.Output) -> BackupFlaw {
        let words = output.lastLine
        if output.text.contains("unsupported version") || output.text.contains("Can't handle RDB format version") {
            return BackupFlaw(.unknown, "the program here is too old for it: \(words)")
        }
        let isCut = ["end of file", "Unexpected EOF", "short read", "unexpected end"].contains {
            output.text.contains($0)
        }
        return BackupFlaw(isCut ? .truncated : .unreadable, "reading it to the end fails: \(words)")
    }
}

/// A program that works on a backup: with no more of gonogo's environment than it needs, and no secret in its arguments.
enum BackupProgram {
    /// In bytes, of each of stdout and stderr.
    static let mostOutput = 1 << 16

    struct Output: Sendable {
        var status: Int
        var stdout: String
        var text: String

        /// The last line of what it said, for people.
        var lastLine: String {
            let line = text.split(whereSeparator: \.isNewline).last { !$0.allSatisfy(\.isWhitespace) }
            return (line.map(String.init) ?? "exit \(status)").clipped(to: 300).printable
        }
    }

    static func run(
        _ arguments: [String], environment: [(name: String, value: String)] = [],
        until deadline: ContinuousClock.Instant
    ) async -> Result<Output, BackupFlaw> {
        let child = ChildProcess(
            arguments: arguments, environment: base + environment, input: [], directory: ".", maxOutput: mostOutput,
            inheritsEnvironment: false)
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { return .failure(BackupFlaw(.unknown, "the time was up before \(arguments[0])")) }
        switch await child.run(timeout: left) {
        case .ended(let result):
            let stdout = String(decoding: result.stdout, as: UTF8.self)
            // What a program says at its end stands on standard error, if it uses it at all.
            let stderr = String(decoding: result.stderr, as: UTF8.self)
            return .success(Output(status: result.status, stdout: stdout, text: stdout + "\n" + stderr))
        case .timedOut: return .failure(BackupFlaw(.unknown, "\(arguments[0]) did not end in time"))
        case .cancelled: return .failure(BackupFlaw(.unknown, "interrupted"))
        case .notStarted(let why):
            return .failure(BackupFlaw(.unknown, "\(why): install \(package(of: arguments[0])) where gonogo runs"))
        }
    }

    private static func package(of program: String) -> String {
        ["pg_restore", "psql"].contains(program) ? "postgresql-client" : "redis"
    }

    /// Programs are found where they always are, and speak English.
    private static let base: [(name: String, value: String)] = {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/local/bin:/usr/bin:/bin"
        let folder = getenv("TMPDIR").map { [("TMPDIR", String(cString: $0))] } ?? []
        return [("PATH", path), ("LC_ALL", "C"), ("PGPASSFILE", "/dev/null"), ("PGCONNECT_TIMEOUT", "10")] + folder
    }()
}
