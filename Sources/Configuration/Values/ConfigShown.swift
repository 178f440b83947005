/// What may be shown of values that no suite has classified.
package enum ConfigShown {
    /// True where the name or the value looks like a secret's.
    package static func mayBeSecret(name: String, _ value: String) -> Bool {
        KeyName.suggestsSecret(name) || ValueLook.mayBeSecret(value)
    }
}
