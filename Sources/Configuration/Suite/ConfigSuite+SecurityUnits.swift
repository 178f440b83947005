package import Model

/// One thing that the scan judges.
package enum SecurityRule: Sendable, Equatable {
    /// No secret stands in plain text in the environment's files.
    case secrets(environment: String)
    /// No key of another tier does.
    case keyTier(environment: String)
    /// What is worth knowing, and gives no secret away.
    case hints(environment: String)
    /// No secret stands in files of no environment.
    case otherFiles
    /// Every file could be looked at, and has no more permissions than it should.
    case files
    case gitTracked
    case logs
    /// Files that are no text.
    case unscanned
}

extension ConfigSuite {
    /// The environments of the sources, then those that only `plaintext_secrets` names.
    package var scannedEnvironments: [String] {
        let names = environments.map(\.name)
        return names + (security?.plaintext.keys.filter { !names.contains($0) }.sorted() ?? [])
    }

    /// What the scan will judge: for every environment `production/secrets`, `production/key-tier` and
    /// `production/secret-hints`, then `security/other-files`, `security/files`, `security/git-tracked`,
    /// `security/logs` and `security/unscanned`; nothing without a `security` section.
    package var securityUnits: [(rule: SecurityRule, unit: PlannedUnit)] {
        guard let security else { return [] }
        var units: [(rule: SecurityRule, unit: PlannedUnit)] = []
        func add(_ rule: SecurityRule, _ id: String, _ name: String, _ severity: Severity, _ tag: String) {
            units.append(
                (
                    rule,
                    PlannedUnit(
                        id: id, name: name, unit: .rule, severity: severity, tags: [tag], location: security.location)
                ))
        }
        for name in scannedEnvironments {
            let weight = security.severity(of: name)
            add(.secrets(environment: name), "\(name)/secrets", "\(name): no secret in plain text", weight, name)
            add(.keyTier(environment: name), "\(name)/key-tier", "\(name): no key of another tier", severity, name)
            add(
                .hints(environment: name), "\(name)/secret-hints", "\(name): every server is asked for with a password",
                weight == .block ? .warn : weight, name)
        }
        let tag = "security"
        if !security.scan.isEmpty {
            let strictest = scannedEnvironments.map { security.severity(of: $0) }.max { $0.rank < $1.rank } ?? .block
            add(.otherFiles, "security/other-files", "no secret in files of no environment", strictest, tag)
        }
        add(.files, "security/files", "every file can be looked at, by those who may", severity, tag)
        if let weight = security.gitTracked {
            add(.gitTracked, "security/git-tracked", "git tracks no file with a secret", weight, tag)
        }
        if !security.scan.isEmpty {
            add(.logs, "security/logs", "no secret in a log", severity, tag)
            add(.unscanned, "security/unscanned", "every file is text", .info, tag)
        }
        return units
    }
}

extension Severity {
    fileprivate var rank: Int {
        switch self {
        case .info: 0
        case .warn: 1
        case .block: 2
        }
    }
}
