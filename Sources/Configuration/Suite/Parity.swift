package import Model

/// What has to hold between environments.
package struct Parity: Sendable {
    /// A key, or one part of its value: `DATABASE_URL.password`.
    package struct KeyPart: Sendable {
        package var key: String
        package var part: ValuePart?
        package var location: SourceLocation

        /// As the suite writes it.
        var name: String { part.map { "\(key).\($0.rawValue)" } ?? key }
    }

    /// The environments that are compared, and how much it weighs.
    package struct Scope: Sendable {
        /// At least two, in the order of the suite's `sources` or of `across`.
        package var environments: [String]
        package var severity: Severity
        package var location: SourceLocation
    }

    package enum Check: Sendable {
        /// Every key stands in every environment, but for these.
        case sameKeys(except: Set<String>)
        case mustDiffer(KeyPart)
        case mustEqual(KeyPart)
        /// Every value is the same, but for these keys, secrets, and what the suite declares to differ.
        case mirror(except: Set<String>)
    }

    /// One check and the environments that it is about.
    package struct Rule: Sendable {
        package var check: Check
        package var scope: Scope
    }

    package var rules: [Rule] = []

    /// Every key that is compared by name.
    var keys: [String] {
        rules.compactMap { rule in
            switch rule.check {
            case .mustDiffer(let part), .mustEqual(let part): part.key
            case .sameKeys, .mirror: nil
            }
        }
    }
}

extension Parity.Rule {
    /// `same-keys`, `must-differ/DATABASE_URL.password`: unique within a suite.
    var id: String {
        switch check {
        case .sameKeys: "same-keys"
        case .mustDiffer(let part): "must-differ/\(part.name)"
        case .mustEqual(let part): "must-equal/\(part.name)"
        case .mirror: "mirror"
        }
    }

    /// The key as the suite names it in the rule, or the rule itself.
    var location: SourceLocation {
        switch check {
        case .mustDiffer(let part), .mustEqual(let part): part.location
        case .sameKeys, .mirror: scope.location
        }
    }

    var title: String {
        let all = scope.environments.joined(separator: ", ").clipped(to: 120)
        return switch check {
        case .sameKeys: "the same keys in \(all)"
        case .mustDiffer(let part): "\(part.name) differs between \(all)"
        case .mustEqual(let part): "\(part.name) is the same in \(all)"
        case .mirror: "the same values in \(all)"
        }
    }
}
