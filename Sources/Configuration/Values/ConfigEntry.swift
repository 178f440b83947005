package import Model

/// One key of a config file with its value, and where both stand.
package struct ConfigEntry: Sendable {
    package var key: String
    /// The value as an application gets it: quotes, escapes and references done.
    package var value: Secret
    package var keyLocation: SourceLocation
    /// The first character of the value, its quote included.
    package var valueLocation: SourceLocation
    package var hadQuotes: Bool
    /// The keys that the value refers to.
    package var references: Set<String> = []
    /// What it depends on and nothing above in the file settles: keys, which count as empty text, `$$`, `~`, commands.
    package var unresolved: Set<String> = []
}
