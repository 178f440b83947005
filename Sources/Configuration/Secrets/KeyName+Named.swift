extension KeyName {
    /// True for a name that may be shown as it is.
    static func isNamed(_ name: String) -> Bool { shown(name).hasPrefix("'") }
}
