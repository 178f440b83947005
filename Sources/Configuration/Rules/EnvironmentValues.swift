internal import Model

/// The files of one environment as they were read, and the values that count in it.
struct EnvironmentValues {
    struct File {
        var source: ConfigSuite.Source
        var content: Result<ConfigFile, ConfigFileFailure>
        /// Empty where the file could not be read.
        var bytes: [UInt8]
    }

    let name: String
    let files: [File]
    /// The entry of each key that counts: of several, the last one.
    let entries: [String: ConfigEntry]
    let bareKeys: [String: SourceLocation]
    /// Why the values are not all that the environment has; nil where every file was read in full.
    let gap: String?
    /// Keys whose value is or holds a secret by the suite's word, or by reference to such a key.
    private let withheld: Set<String>
    /// Values that are secret by the suite's word.
    let secrets: Set<Secret>
    /// What no message may hold: the secrets of every environment.
    var hidden: Set<Secret> = []

    /// Longer values are never shown, nor is any value next to so many secrets: looking for them would take too long.
    private static let (longestShown, mostHidden) = (1_024, 1_000)

    init(
        _ environment: ConfigSuite.Environment, keys: [String: KeySpec],
        contents: [String: Result<[UInt8], ConfigFileFailure>]
    ) {
        var parsed: [File] = []
        for source in environment.sources {
            let bytes = contents[source.path] ?? .failure(.unreadable("it was not read"))
            parsed.append(File(source: source, content: bytes.map(source.read), bytes: (try? bytes.get()) ?? []))
        }
        var entries: [String: ConfigEntry] = [:]
        var bareKeys: [String: SourceLocation] = [:]
        var withheld = Set(environment.expectations.filter(\.namesSecret).map(\.key))
        var secrets: Set<Secret> = []
        for file in parsed {
            guard case .success(let content) = file.content else { continue }
            for entry in content.entries {
                entries[entry.key] = entry
                let isWithheld = keys[entry.key]?.isWithheld ?? KeyName.suggestsSecret(entry.key)
                if isWithheld || !entry.references.isDisjoint(with: withheld) { withheld.insert(entry.key) }
                secrets.formUnion(Self.secrets(of: entry, keys[entry.key]))
            }
            for entry in content.replaced { secrets.formUnion(Self.secrets(of: entry, keys[entry.key])) }
            for (key, place) in content.bareKeys {
                bareKeys[key] = place
                // A null takes back what earlier layers said; a bare name of dotenv does not.
                if file.source.format != .dotenv { entries[key] = nil }
            }
        }
        name = environment.name
        files = parsed
        self.entries = entries
        self.bareKeys = bareKeys
        self.withheld = withheld
        self.secrets = secrets
        gap = parsed.lazy.compactMap(Self.gap).first
    }

    private static func gap(in file: File) -> String? {
        switch file.content {
        case .failure(.missing): "\(file.source.path) is missing"
        case .failure(.unreadable): "\(file.source.path) could not be read"
        case .success(let content): content.isRejected ? "\(file.source.path) could not be read in full" : nil
        }
    }

    /// The value of a secret key, and the password of a DSN apart, decoded as well.
    private static func secrets(of entry: ConfigEntry, _ spec: KeySpec?) -> [Secret] {
        let value = entry.value.reveal()
        let isSecret = spec?.isSecret ?? (spec?.type == .dsn)
        guard isSecret, !value.isEmpty else { return [] }
        guard let password = (try? DSN(value))?.password, !password.reveal().isEmpty else { return [entry.value] }
        return [entry.value, password]
    }

    func isWithheld(_ key: String) -> Bool { withheld.contains(key) }

    /// The value for a message: itself, clipped, or only its length.
    func shown(_ entry: ConfigEntry) -> String {
        let value = entry.value.reveal()
        if value.isEmpty { return "an empty value" }
        guard !isWithheld(entry.key), value.utf8.count <= Self.longestShown, !holdsSecret(value) else {
            return "a value of \(value.count) character\(value.count == 1 ? "" : "s") (withheld)"
        }
        return "`\(value.clipped(to: 60).printable)`"
    }

    func holdsSecret(_ value: String) -> Bool {
        if ValueLook.mayBeSecret(value) { return true }
        return isHidden(value)
    }

    /// True where a secret of any environment stands in the text.
    func isHidden(_ value: String) -> Bool {
        guard hidden.count <= Self.mostHidden else { return true }
        return hidden.contains { $0.reveal().utf8.count >= 4 && value.contains($0.reveal()) }
    }

    /// The files in the order of their precedence, for a sentence.
    var fileNames: String { files.map(\.source.path).joined(separator: ", ").clipped(to: 200) }
}
