package import Model

/// What a config suite asks: pure data, judged by `evaluate` from the bytes of its files.
///
/// Every environment named in `sources` is checked in every run, whichever environment the run is for: each has its
/// own file, and a mistake in production's is worth knowing while staging is verified.
package struct ConfigSuite: Sendable {
    /// Whether the text matches the regular expression; nil where the expression is invalid or takes too long.
    package typealias Matcher = @Sendable (_ pattern: String, _ subject: String) -> Bool?

    package struct Source: Sendable, Equatable {
        /// The path to read: the suite's own folder, then what the suite says.
        package var path: String
        package var format: ConfigFormat
        /// Counts for dotenv alone.
        package var dialect: DotenvDialect
        /// Only keys that begin with it count, and they count without it.
        package var prefix: String?
        package var location: SourceLocation

        /// Whose reading counts, in words.
        var reader: String { format == .dotenv ? dialect.rawValue : format.rawValue }

        /// What the file says that holds these bytes.
        package func read(_ bytes: [UInt8]) -> ConfigFile {
            ConfigReader.read(bytes, file: path, format: format, dialect: dialect, prefix: prefix)
        }
    }

    package enum UnknownKeys: String, Sendable, CaseIterable { case allow, warn, block }

    package struct Environment: Sendable {
        package var name: String
        package var location: SourceLocation
        /// In the order of their precedence: the last one wins.
        package var sources: [Source]
        package var expectations: [Expectation]
        package var forbidden: [(key: String, location: SourceLocation)]
        package var canary: Canary?
    }

    package var environments: [Environment]
    package var keys: [KeySpec]
    package var unknownKeys: UnknownKeys
    /// The programs that have to read each dotenv file alike.
    package var dialects: [DotenvDialect]
    package var severity: Severity
    package var parity = Parity()
    package var waivers: [WaiverSpec] = []
    package var security: Security?

    /// True for a value that refers to a secret in place of holding it: nothing is known about what it stands for.
    func isReference(_ value: String) -> Bool {
        ReferenceForm(further: security?.references ?? []).matches(Array(value.utf8)[...])
    }

    /// The files in which canaries are remembered; `evaluate` wants them beside `files`.
    package var stateFiles: [String] { environments.compactMap { $0.canary?.statePath } }

    /// The sources of an environment that programs might read differently.
    func comparedSources(of environment: Environment) -> [Source] {
        environment.sources.filter { source in
            source.format == .dotenv && dialects.contains { $0 != source.dialect }
        }
    }

    /// Every file that `evaluate` wants, each once.
    package var files: [String] {
        var seen: Set<String> = []
        return environments.flatMap(\.sources).map(\.path).filter { seen.insert($0).inserted }
    }

    /// Every regular expression of the suite with its place, so that an invalid one can be reported before the run.
    package var patterns: [(pattern: String, location: SourceLocation)] {
        let expected = environments.flatMap(\.expectations).flatMap(\.predicates).compactMap { predicate in
            if case .matches(let operand) = predicate { operand } else { nil }
        }
        return (keys.compactMap(\.pattern) + expected).map { ($0.text, $0.location) }
    }

    /// What will be looked at, in one line.
    package var plan: String {
        "\(count(environments.count, "environment")), \(count(files.count, "file")), \(count(keys.count, "key"))"
    }

    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
