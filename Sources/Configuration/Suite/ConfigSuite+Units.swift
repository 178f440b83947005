package import Model

/// One thing that is judged in one environment.
struct ConfigRule: Sendable {
    enum Subject: Sendable {
        case files
        case key(KeySpec)
        case forbidden(String)
        case expected(Expectation)
        case unknownKeys
        case dialects([DotenvDialect])
        case canary(Canary)
        case parity(Parity.Rule)
    }

    /// Empty for a rule between environments.
    var environment: String
    var subject: Subject
    var unit: PlannedUnit
}

extension ConfigSuite {
    /// What will be judged: `production/file`, `production/dialects`, `production/DATABASE_URL`,
    /// `production/expect/LOG_LEVEL`, `production/forbid/SKIP_AUTH`, `production/canary/SAMPLING_RATE` and
    /// `production/unknown-keys`, for every environment in the suite's order; then `parity/must-differ/JWT_SECRET` and
    /// the like, and the waivers themselves.
    package var units: [PlannedUnit] { rules.map(\.unit) + waiverUnits }

    /// The key itself, but for the names that other rules have.
    private func id(of spec: KeySpec) -> String {
        ["file", "dialects", "unknown-keys", "secrets", "key-tier", "secret-hints"].contains(spec.key)
            ? "key/\(spec.key)" : spec.key
    }

    var rules: [ConfigRule] { environmentRules + parityRules }

    private var parityRules: [ConfigRule] {
        parity.rules.map { rule in
            ConfigRule(
                environment: "", subject: .parity(rule),
                unit: PlannedUnit(
                    id: "parity/\(rule.id)", name: "parity: \(rule.title)", unit: .rule, severity: rule.scope.severity,
                    tags: rule.scope.environments, location: rule.location))
        }
    }

    /// What is judged of the waivers, which is known only when everything else is.
    var waiverUnits: [PlannedUnit] {
        guard let place = waivers.first?.location else { return [] }
        return [
            PlannedUnit(
                id: "waivers/expired", name: "waivers: none has expired", unit: .rule, severity: severity,
                location: place),
            PlannedUnit(
                id: "waivers/unused", name: "waivers: each one is needed", unit: .rule, severity: .warn, location: place
            ),
        ]
    }

    private var environmentRules: [ConfigRule] {
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
            if !comparedSources(of: environment).isEmpty {
                rules.append(
                    rule(
                        "dialects", "other programs read the dotenv files alike", .warn, environment.location,
                        .dialects(dialects)))
            }
            rules += keys.map { spec in
                spec.isForbidden
                    ? rule(
                        "forbid/\(spec.key)", "\(spec.key) is not set", spec.severity, spec.location,
                        .forbidden(spec.key))
                    : rule(id(of: spec), "\(spec.key) (\(spec.summary))", spec.severity, spec.location, .key(spec))
            }
            rules += environment.expectations.map { expectation in
                rule(
                    "expect/\(expectation.key)", "\(expectation.key) is as expected", severity, expectation.location,
                    .expected(expectation))
            }
            rules += environment.forbidden.map { key, location in
                rule("forbid/\(key)", "\(key) is not set", severity, location, .forbidden(key))
            }
            if let canary = environment.canary {
                rules.append(
                    rule(
                        "canary/\(canary.key)", "\(canary.key) goes stage by stage", severity, canary.location,
                        .canary(canary)))
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
