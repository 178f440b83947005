internal import Configuration
internal import Files
internal import Model

/// Reads the files of a suite's `security` section and judges them; blocks, so it wants a thread of its own.
struct SecurityScan {
    struct Limits: Sendable {
        var walk = FileWalk.Limits()
        var configBytes = 1_048_576
        var logBytes = 100_000_000
        /// Of all files together.
        var allBytes = 1_000_000_000
        var time: Duration = .seconds(120)
    }

    let suite: ConfigSuite
    let security: ConfigSuite.Security
    /// The project's folder.
    let root: String
    let redactor: Redactor
    let limits: Limits
    private let end: ContinuousClock.Instant
    private var report: SecurityReport
    private var left: Int
    private var isOver = false

    init(
        _ suite: ConfigSuite, _ security: ConfigSuite.Security, root: String, redactor: Redactor,
        deadline: ContinuousClock.Instant, limits: Limits = Limits()
    ) {
        self.suite = suite
        self.security = security
        self.root = root
        self.redactor = redactor
        self.limits = limits
        end = min(deadline, .now + limits.time)
        report = SecurityReport(suite)
        left = limits.allBytes
    }

    /// One result for each of the suite's `securityUnits`; `declared` are the values of keys that the suite calls secret.
    static func cases(_ scan: SecurityScan, declared: [Secret]) -> [CaseResult] {
        var scan = scan
        return scan.run(declared)
    }

    private mutating func run(_ declared: [Secret]) -> [CaseResult] {
        let scanned = ScannedFiles(suite, security, root: root, limits: limits.walk)
        report.gaps = scanned.gaps
        report.idle = scanned.idle
        var known = Set(declared)
        for file in scanned.files where !file.isLog && isTimeLeft(file) { readConfig(file, &known) }
        let watch = Redactor(known.filter { $0.reveal().utf8.count >= Redactor.shortestValue })
        for file in scanned.files where file.isLog && isTimeLeft(file) { readLog(file, watch) }
        if security.gitTracked != nil { askGit() }
        return report.cases()
    }

    private mutating func isTimeLeft(_ file: ScannedFiles.File) -> Bool {
        guard !isOver else { return false }
        guard ContinuousClock.now < end, left > 0 else {
            isOver = true
            let reason =
                left > 0 ? "the time for the scan is over" : "more than \(limits.allBytes) bytes were to be read"
            report.gaps.append(
                ScannedFiles.Gap(
                    text: "\(reason): \(file.path) and what follows was not looked at", location: security.location))
            return false
        }
        return true
    }

    private mutating func gap(_ file: ScannedFiles.File, _ text: String) {
        report.gaps.append(
            ScannedFiles.Gap(
                text: text, environment: file.environment, isLog: file.isLog,
                location: SourceLocation(file: file.path, line: 1, column: 1)))
    }

    // MARK: Config files

    private mutating func readConfig(_ file: ScannedFiles.File, _ known: inout Set<Secret>) {
        do throws(FilesError) {
            let open = try UnfollowedFile(file.real)
            guard open.size <= limits.configBytes else {
                return gap(file, "\(file.path) has \(open.size) bytes; the limit is \(limits.configBytes)")
            }
            var bytes: [UInt8] = []
            while bytes.count <= limits.configBytes {
                let piece = try open.next(65_536)
                if piece.isEmpty { break }
                bytes += piece
            }
            left -= bytes.count
            report.files += 1
            guard isText(bytes, file) else { return }
            let context = SecretContext(
                tier: file.tier, declared: suite.declaredSecrets, references: security.references)
            let scan = SecretFileScan(bytes, file: file.path, context: context)
            for secret in scan.secrets { redactor.add(secret) }
            known.formUnion(scan.secrets)
            report.add(scan, file, open.permissions, mode: security.mode)
        } catch { gap(file, "\(error)") }
    }

    /// Reports what is no text.
    private mutating func isText(_ bytes: [UInt8], _ file: ScannedFiles.File) -> Bool {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            gap(file, "\(file.path) is UTF-16, which is not read: save it as UTF-8")
            return false
        }
        guard bytes.contains(0) else { return true }
        // One NUL must not hide what else stands in a file that programs read their settings from.
        if Self.isSettings(file.path) {
            gap(file, "\(file.path) holds a NUL byte: it is no text")
        } else {
            report.binaries.append(file.path)
        }
        return false
    }

    private static let settings: Set<String> = [
        "env", "yaml", "yml", "json", "toml", "properties", "ini", "conf", "cfg", "cnf", "config", "xml", "tfvars",
        "txt",
        "npmrc", "pgpass", "netrc", "py", "rb", "php", "js", "ts", "sh",
    ]

    /// By the words of a file's name: `.env.production`, `application.yml`.
    private static func isSettings(_ path: String) -> Bool {
        let words = Path.name(of: path).lowercased().split(separator: ".")
        return words.contains("env") || words.last.map { settings.contains(String($0)) } ?? false
    }

    // MARK: Logs

    private mutating func readLog(_ file: ScannedFiles.File, _ watch: Redactor) {
        var scan = LogScan(file: file.path, known: watch)
        do throws(FilesError) {
            let open = try UnfollowedFile(file.real)
            report.logs += 1
            var read = 0
            while true {
                let bytes = try open.next(262_144)
                if bytes.isEmpty { break }
                // A log that was cut while it was open begins with a hole.
                let isNamedLog = Path.name(of: file.path).split(separator: ".").contains("log")
                if read == 0, !isNamedLog && bytes.prefix(8_192).contains(0) || bytes.starts(with: [0x1F, 0x8B]) {
                    report.binaries.append(file.path)
                    return
                }
                read += bytes.count
                left -= bytes.count
                scan.read(bytes)
                if read > limits.logBytes || left <= 0 || ContinuousClock.now >= end {
                    gap(file, "\(file.path) was looked at up to byte \(read) of \(open.size)")
                    break
                }
            }
        } catch { gap(file, "\(error)") }
        scan.finish()
        for secret in scan.secrets { redactor.add(secret) }
        report.add(scan)
    }

    // MARK: Git

    private mutating func askGit() {
        var trees: [GitTree: [(file: ScannedFiles.File, path: [UInt8])]] = [:]
        for file in report.guarded {
            switch GitTree.around(Path.directory(of: file.real)) {
            case .none: continue
            case .unreadable(let reason): report.gitGaps.insert(reason)
            case .found(let tree):
                let path = tree.root == "/" ? file.real.dropFirst() : file.real.dropFirst(tree.root.count + 1)
                trees[tree, default: []].append((file, Array(path.utf8)))
            }
        }
        for (tree, files) in trees {
            switch tree.tracked(Set(files.map(\.path))) {
            case .failure(let failure): report.gitGaps.insert(failure.reason)
            case .success(let tracked): report.tracked += files.filter { tracked.contains($0.path) }.map(\.file)
            }
        }
    }
}
