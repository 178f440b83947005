internal import Configuration
internal import Files
internal import Model

/// The files that a scan looks at: the suite's sources, then what its patterns find.
struct ScannedFiles {
    struct File {
        /// As it is shown.
        var path: String
        /// Every link in it followed.
        var real: String
        var environment: String?
        var tier: SecretTier
        var isLog: Bool
    }

    struct Gap {
        var text: String
        /// Nil where it may concern any environment.
        var environment: String?
        var isLog = false
        var location: SourceLocation
    }

    private(set) var files: [File] = []
    private(set) var gaps: [Gap] = []
    /// Patterns that no file has.
    private(set) var idle: [ConfigSuite.Security.Pattern] = []

    private var seen: Set<String> = []
    private let suite: ConfigSuite
    private let root: String?

    /// `root` is the project's folder: no link leads out of it.
    init(_ suite: ConfigSuite, _ security: ConfigSuite.Security, root: String, limits: FileWalk.Limits) {
        self.suite = suite
        self.root = try? Path.resolved(root.isEmpty ? "." : root)
        for environment in suite.environments {
            for source in environment.sources {
                let tier = SecretTier(word: environment.name) ?? .unknown
                // A source that is missing is the business of the suite's own rules.
                guard Directory.isThere(source.path) else { continue }
                add(source.path, base: Path.directory(of: source.path), environment.name, tier, false, source.location)
            }
        }
        for pattern in security.scan {
            var walk = FileWalk(limits: limits)
            walk.add(pattern.pattern, base: pattern.base)
            gaps += walk.gaps.map { Gap(text: $0, location: pattern.location) }
            if walk.found.isEmpty, walk.gaps.isEmpty { idle.append(pattern) }
            for entry in walk.found { add(entry, pattern) }
        }
    }

    private mutating func add(_ entry: FileWalk.Entry, _ pattern: ConfigSuite.Security.Pattern) {
        let path = PathText.normalized(entry.path)
        let below = pattern.base == "." ? path : String(path.dropFirst(pattern.base.count))
        let (tier, word) = SecretTier.of(path: below) ?? (.unknown, "")
        let environment = environment(tier, word, below)
        let isLog = Self.isLog(below)
        if case .other(let kind) = entry.kind {
            gaps.append(
                Gap(
                    text: "\(path) is \(kind), not a file", environment: environment, isLog: isLog,
                    location: pattern.location))
            return
        }
        add(path, base: pattern.base, environment, tier, isLog, pattern.location)
    }

    private mutating func add(
        _ path: String, base: String, _ environment: String?, _ tier: SecretTier, _ isLog: Bool,
        _ location: SourceLocation
    ) {
        func gap(_ text: String) -> Gap { Gap(text: text, environment: environment, isLog: isLog, location: location) }
        guard let real = try? Path.resolved(path) else {
            return gaps.append(gap("\(path) leads nowhere, or can't be followed"))
        }
        let folders = [root, try? Path.resolved(base.isEmpty ? "." : base)].compactMap(\.self)
        guard folders.contains(where: { Path.stands(real, below: $0) }) else {
            return gaps.append(gap("\(path) is a link out of the project, and not followed"))
        }
        guard seen.insert(real).inserted else { return }
        files.append(File(path: path, real: real, environment: environment, tier: tier, isLog: isLog))
    }

    /// The environment that a path's words name: by its own name, or as the only one of its tier.
    private func environment(_ tier: SecretTier, _ word: String, _ path: String) -> String? {
        guard tier != .example else { return nil }
        let names = suite.scannedEnvironments
        let words = path.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "-" && $0 != "_" }.map(String.init)
        if let name = names.first(where: { words.contains($0.lowercased()) }) { return name }
        return names.first { $0.lowercased() == word.lowercased() } ?? Self.environment(of: tier, in: names)
    }

    static func environment(of tier: SecretTier, in names: [String]) -> String? {
        guard tier == .production || tier == .staging || tier == .development else { return nil }
        return names.first { SecretTier(word: $0) == tier }
    }

    private static func isLog(_ path: String) -> Bool {
        let parts = path.lowercased().split(separator: "/")
        let name = parts.last ?? ""
        if parts.dropLast().contains(where: { $0 == "logs" || $0 == "log" }) { return true }
        return name.hasSuffix(".log") || name.contains(".log.") || name.hasSuffix(".out") || name.hasSuffix(".err")
    }
}
