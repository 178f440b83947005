internal import Artifacts
internal import Model

/// A redis-server of its own, without a port, that loads a copy of a dump.
struct ScratchRedis: Sendable {
    let deadline: ContinuousClock.Instant

    func restore(_ path: String, _ content: BackupContent) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        guard content.formats == [.redis] else {
            return .failure(BackupFlaw(.unknown, "Redis restores its own dumps only, not within gzip"))
        }
        // Nobody else may look into the folder: it holds the data.
        let folder: String
        switch await BackupProgram.run(["mktemp", "-d"], until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output):
            folder = String(output.stdout.split(whereSeparator: \.isNewline).first ?? "")
            guard output.status == 0, folder.hasPrefix("/") else {
                return .failure(BackupFlaw(.unknown, "no temporary folder: \(output.lastLine)"))
            }
        }
        let result = await serve(path, in: folder)
        _ = await BackupProgram.run(["rm", "-rf", "--", folder], until: .now.advanced(by: .seconds(20)))
        return result
    }

    private func serve(_ path: String, in folder: String) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        switch await BackupProgram.run(["cp", "--", path, "\(folder)/dump.rdb"], until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output) where output.status != 0:
            return .failure(BackupFlaw(.unknown, "no copy of the dump: \(output.lastLine)"))
        case .success: break
        }
        let socket = "\(folder)/socket"
        let server = [
            "redis-server", "--port", "0", "--unixsocket", socket, "--unixsocketperm", "700", "--save", "",
            "--appendonly", "no", "--daemonize", "no", "--dir", folder, "--dbfilename", "dump.rdb",
        ]
        // Whoever ends first decides: the server ends by itself only where it refuses the dump.
        return await withTaskGroup(of: Result<[String: Evidence.Fact], BackupFlaw>?.self) { group in
            group.addTask { await Self.watch(server, until: deadline) }
            group.addTask { await ask(socket) }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first ?? .failure(BackupFlaw(.unknown, "interrupted"))
        }
    }

    private static func watch(
        _ server: [String], until deadline: ContinuousClock.Instant
    ) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        switch await BackupProgram.run(server, until: deadline) {
        case .failure(let flaw): return .failure(flaw)
        case .success(let output):
            if output.text.contains("Can't handle RDB format version") {
                return .failure(BackupFlaw(.unknown, "the redis-server here is too old for the dump"))
            }
            return .failure(BackupFlaw(.unreadable, "a redis-server refuses the dump: \(output.lastLine)"))
        }
    }

    /// Asks until the dump is loaded; while it is, only a part of the keys is counted.
    private func ask(_ socket: String) async -> Result<[String: Evidence.Fact], BackupFlaw> {
        while ContinuousClock.now < deadline, !Task.isCancelled {
            switch await BackupProgram.run(["redis-cli", "-s", socket, "INFO"], until: deadline) {
            case .failure(let flaw): return .failure(flaw)
            case .success(let output):
                if output.status == 0, output.stdout.split(whereSeparator: \.isNewline).contains("loading:0") {
                    return Self.keys(output.stdout)
                }
            }
            try? await Task.sleep(for: .milliseconds(50))
        }
        return .failure(BackupFlaw(.unknown, "the redis-server did not load the dump in time"))
    }

    /// `db0:keys=5,expires=0,…`, one line for each database.
    private static func keys(_ text: String) -> Result<[String: Evidence.Fact], BackupFlaw> {
        var count = 0
        for line in text.split(whereSeparator: \.isNewline) {
            guard let start = line.firstRange(of: "keys=") else { continue }
            let digits = line[start.upperBound...].prefix { $0.isNumber }
            count = count.addingReportingOverflow(Int(digits) ?? 0).partialValue
        }
        return count > 0
            ? .success(["keys": .integer(count)]) : .failure(BackupFlaw(.empty, "the restored Redis has no key"))
    }
}
