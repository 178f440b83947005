package import Model

/// One thing that is judged in one environment.
struct ConfigRule: Sendable {
    enum Subject: Sendable {
        case files
        case key(KeySpec)
        case forbidden(String)
        case expected(Expectation)
        case unknownKeys
    }

    var environment: String
    var subject: Subject
    var unit: PlannedUnit
}

extension ConfigSuite {
    /// What will be judged: `production/file`, `production/DATABASE_URL`, `production/expect/LOG_LEVEL`,
    /// `production/forbid/SKIP_AUTH` and `production/unknown-keys`, for every environment in the suite's order.
    package var units: [PlannedUnit] { rules.map(\.unit) }

    /// The key itself, but for the names that other rules have.
    private func id(of spec: KeySpec) -> String {
        ["file", "unknown-keys", "secrets", "key-tier", "secret-hints"].contains(spec.key)
            ? "key/\(spec.key)" : spec.key
    }

    var rules: [ConfigRule] {
        environments.flatMap { environment -> [ConfigRule] in
            func rule(
                _ id: String, _ name: String, _ severity: Severity, _ location: SourceLocation,
                _ subject: ConfigRule.Subject
            ) -> ConfigRule {
                ConfigRule(
                    environment: environment.name, subject: subject,
                    unit: PlannedUnit(
                        id: "\(environment.name)/\(id)", name: "\(environment.name): \(name)", unit: .rule,
                        severity: severity,
                        tags: [environment.name], location: location))
            }
            var rules = [rule("file", "the files are there and can be read", severity, environment.location, .files)]
            rules += keys.map { rule(id(of: $0), "\($0.key) (\($0.summary))", $0.severity, $0.location, .key($0)) }
            rules += environment.expectations.map { expectation in
                rule(
                    "expect/\(expectation.key)", "\(expectation.key) is as expected", severity, expectation.location,
                    .expected(expectation))
            }
            rules += environment.forbidden.map { key, location in
                rule("forbid/\(key)", "\(key) is not set", severity, location, .forbidden(key))
            }
            if unknownKeys != .allow {
                rules.append(
                    rule(
                        "unknown-keys", "every key is known to the suite", unknownKeys == .block ? .block : .warn,
                        environment.location, .unknownKeys))
            }
            return rules
        }
    }
}
