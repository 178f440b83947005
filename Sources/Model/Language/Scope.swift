/// A value that a `{{name}}` stands for.
package struct Variable: Sendable, Equatable {
    /// The value as text, as it is put into a longer text.
    package var text: String
    /// The value as JSON text where it is not a string, so that integers and decimals keep every digit.
    package var json: String?
    package var isSecret: Bool
    /// Where it comes from: `--var`, `environment variable X`, `gonogo.yaml:9:20`, `captured by 'log in'`.
    package var origin: String

    package init(_ text: String, json: String? = nil, isSecret: Bool = false, origin: String) {
        self.text = text
        self.json = json
        self.isSecret = isSecret
        self.origin = origin
    }
}

/// The variables known at one point, each with its value and origin.
package struct Scope: Sendable {
    private var variables: [String: Variable]

    package init(_ variables: [String: Variable] = [:]) { self.variables = variables }

    package subscript(name: String) -> Variable? {
        get { variables[name] }
        set { variables[name] = newValue }
    }

    package var names: [String] { variables.keys.sorted() }

    /// The values of the secret ones.
    package var secrets: [Secret] { variables.values.filter(\.isSecret).map { Secret($0.text) } }

    /// These variables, with those of `other` taking precedence.
    package func overlaid(by other: Scope) -> Scope {
        Scope(variables.merging(other.variables) { _, new in new })
    }
}
