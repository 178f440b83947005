internal import Configuration
internal import Model

/// Collects what a scan finds, and makes a result for each of its units.
struct SecurityReport {
    var files = 0
    var logs = 0
    var gaps: [ScannedFiles.Gap] = []
    var idle: [ConfigSuite.Security.Pattern] = []
    var binaries: [String] = []
    var tracked: [ScannedFiles.File] = []
    var gitGaps: Set<String> = []
    /// Files that git must not track.
    private(set) var guarded: [ScannedFiles.File] = []

    private let suite: ConfigSuite
    private var secrets: [String?: [Observation]] = [:]
    private var tiers: [String?: [Observation]] = [:]
    private var hints: [String?: [Observation]] = [:]
    private var modes: [Observation] = []
    private var leaks: [Observation] = []
    private var places: [Secret: SourceLocation] = [:]
    private var further = 0

    /// More findings of one unit than this are only counted.
    private static let shown = 200

    init(_ suite: ConfigSuite) { self.suite = suite }

    // MARK: Collecting

    mutating func add(_ scan: SecretFileScan, _ file: ScannedFiles.File, _ permissions: Int, mode: Int?) {
        let isSensitive = scan.found.contains { $0.match.kind == .secret && $0.match.rule.weight != .hint }
        let name = file.path.split(separator: "/").last.map(String.init) ?? ""
        let isDotenv = name.hasPrefix(".env") || name.hasSuffix(".env")
        let hasFault = scan.found.contains { $0.match.rule.weight == .secret }
        if isSensitive || hasFault || (isDotenv && file.tier == .production) { guarded.append(file) }
        if isSensitive || hasFault, let mode, permissions & 0o077 & ~mode != 0 {
            modes.append(modeFinding(file, permissions, mode))
        }
        further += scan.further
        for found in scan.found {
            let environment =
                file.environment ?? ScannedFiles.environment(of: found.tier, in: suite.scannedEnvironments)
            let observation = observation(found, environment, file)
            let isPublic = found.match.kind == .public
            // What the suite calls a secret is asked for without one: an open server.
            let lacksSecret = found.match.rule == .missingPassword && suite.declaredSecrets[found.key] == true
            switch found.match.rule.weight {
            case .hint where lacksSecret: secrets[environment, default: []].append(observation)
            case .hint: hints[environment, default: []].append(observation)
            case .tier where isPublic: hints[environment, default: []].append(observation)
            case .tier: tiers[environment, default: []].append(observation)
            case .secret: secrets[environment, default: []].append(observation)
            }
        }
    }

    mutating func add(_ scan: LogScan) {
        further += scan.further
        for found in scan.found {
            let rule = SecretRule.logLeak
            leaks.append(
                Observation(
                    property: rule.rawValue, expected: "no secret in a log", actual: found.what, outcome: .failed,
                    message: rule.sentence(key: "", what: found.what),
                    location: found.location,
                    finding: Finding(
                        rule: rule.rawValue, subject: found.what, fix: rule.fix(key: "", tier: .unknown),
                        excerpt: found.excerpt)))
        }
    }

    private mutating func observation(
        _ found: SecretFileScan.Found, _ environment: String?, _ file: ScannedFiles.File
    ) -> Observation {
        let rule = found.match.rule
        let sentence = rule.sentence(key: found.key, what: found.match.what)
        var related: [Finding.Related] = []
        if found.match.kind == .secret {
            if let place = places[found.match.part], place.file != found.location.file {
                related = [.init(location: place, note: "same value")]
            } else {
                places[found.match.part] = found.location
            }
        }
        let subject = [environment, found.key.isEmpty ? found.match.what : found.key].compactMap(\.self)
        return Observation(
            property: rule.rawValue, expected: Self.wanted(rule), actual: found.excerpt.note, outcome: .failed,
            message: sentence, location: found.location,
            finding: Finding(
                rule: rule.rawValue, subject: subject.joined(separator: " "),
                fix: rule.fix(key: found.key, tier: found.tier), excerpt: found.excerpt, related: related))
    }

    private static func wanted(_ rule: SecretRule) -> String {
        switch rule.weight {
        case .secret: "a reference to a secret"
        case .tier: "a key of this environment's tier"
        case .hint: "a server that asks for a password"
        }
    }

    private func modeFinding(_ file: ScannedFiles.File, _ permissions: Int, _ mode: Int) -> Observation {
        let rule = SecretRule.fileMode
        return Observation(
            property: rule.rawValue, expected: "mode \(Self.octal(mode)) or less for group and others",
            actual: "mode \(Self.octal(permissions))", outcome: .failed,
            message: rule.sentence(key: file.path, what: ""),
            location: SourceLocation(file: file.path, line: 1, column: 1),
            finding: Finding(
                rule: rule.rawValue,
                subject: [file.environment, "file mode"].compactMap(\.self).joined(separator: " "),
                fix: "chmod \(Self.octal(permissions & (mode | 0o700))) \(file.path)"))
    }

    private static func octal(_ mode: Int) -> String {
        let digits = String(mode & 0o777, radix: 8)
        return String(repeating: "0", count: 4 - digits.utf8.count) + digits
    }

    // MARK: Results

    func cases() -> [CaseResult] { suite.securityUnits.map { result($0.unit, observations(of: $0.rule, $0.unit)) } }

    private func observations(of rule: SecurityRule, _ unit: PlannedUnit) -> [Observation] {
        switch rule {
        case .secrets(let name): return settled(secrets[name] ?? [], unit, gaps(of: name), "\(files) files")
        case .keyTier(let name): return settled(tiers[name] ?? [], unit, gaps(of: name), "\(files) files")
        case .hints(let name): return settled(hints[name] ?? [], unit, [], "nothing to note")
        case .otherFiles:
            let all = (secrets[nil] ?? []) + (tiers[nil] ?? [])
            return settled(all, unit, gaps(of: nil), "\(files) files")
        case .files:
            let none = idle.count == suite.security?.scan.count && !idle.isEmpty && files == 0
            let empty = idle.map { "\($0.pattern): no such file" }
            let missing =
                none ? idle.map { ScannedFiles.Gap(text: "\($0.pattern) names no file", location: $0.location) } : []
            return settled(modes, unit, gaps + missing, (["\(files) files"] + empty).joined(separator: ", "))
        case .gitTracked: return git(unit)
        case .logs: return settled(leaks, unit, gaps.filter { $0.isLog || $0.environment == nil }, "\(logs) logs")
        case .unscanned:
            let found = binaries.map { ScannedFiles.Gap(text: "\($0) is no text", location: unit.location) }
            return settled([], unit, found, "every file is text")
        }
    }

    /// What may hold a finding of this environment, and was not looked at.
    private func gaps(of environment: String?) -> [ScannedFiles.Gap] {
        gaps.filter { !$0.isLog && ($0.environment == environment || $0.environment == nil) }
    }

    private func settled(
        _ findings: [Observation], _ unit: PlannedUnit, _ gaps: [ScannedFiles.Gap], _ actual: String
    ) -> [Observation] {
        var result = Array(findings.prefix(Self.shown))
        if findings.count > Self.shown || (further > 0 && !findings.isEmpty) {
            let more = findings.count - result.count + further
            result.append(
                Observation(
                    property: unit.id, expected: unit.name, actual: "\(more) more findings", outcome: .failed,
                    location: unit.location))
        }
        result += gaps.prefix(Self.shown).map { gap in
            Observation(
                property: SecretRule.unscanned.rawValue, expected: "a file that can be read as text",
                actual: gap.text.printable,
                outcome: .errored, message: "\(unit.id) can't be decided in full", location: gap.location)
        }
        guard result.isEmpty else { return result }
        return [
            Observation(
                property: unit.id, expected: unit.name, actual: actual.clipped(to: 400).printable, outcome: .passed,
                location: unit.location)
        ]
    }

    private func git(_ unit: PlannedUnit) -> [Observation] {
        let rule = SecretRule.gitTracked
        let findings = tracked.sorted { $0.path < $1.path }.map { file in
            Observation(
                property: rule.rawValue, expected: "a file that git does not track", actual: "tracked",
                outcome: .failed,
                message: rule.sentence(key: file.path, what: ""),
                location: SourceLocation(file: file.path, line: 1, column: 1),
                finding: Finding(
                    rule: rule.rawValue, subject: [file.environment, "git"].compactMap(\.self).joined(separator: " "),
                    fix: rule.fix(key: "", tier: file.tier)))
        }
        let gaps = gitGaps.sorted().map { ScannedFiles.Gap(text: $0, location: unit.location) }
        return settled(findings, unit, gaps, "\(guarded.count) such files, none tracked")
    }

    private func result(_ unit: PlannedUnit, _ observations: [Observation]) -> CaseResult {
        let outcome = Outcome.worst(observations.map(\.outcome))
        return CaseResult(
            id: unit.id, name: unit.name, unit: unit.unit, severity: unit.severity, tags: unit.tags, outcome: outcome,
            steps: [
                StepResult(
                    name: unit.name, kind: "rule", outcome: outcome, observations: observations, location: unit.location
                )
            ],
            location: unit.location)
    }
}
