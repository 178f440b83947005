/// The rules by the names that reports and waivers use; stable.
package enum ConfigRuleName: String, Sendable, CaseIterable {
    case parseError = "config/parse-error"
    case commandSubstitution = "config/command-substitution"
    /// Programs that read the same dotenv file read different values.
    case dialectDivergence = "config/dialect-divergence"
    case duplicateKey = "config/duplicate-key"
    case missingFile = "config/missing-file"
    case unreadableFile = "config/unreadable-file"
    /// A rule can't be decided, since a file of the environment was not read in full.
    case incompleteSource = "config/incomplete-source"
    /// A value refers to something that the file doesn't say.
    case unresolvedReference = "config/unresolved-reference"
    case missingKey = "config/missing-key"
    case emptyValue = "config/empty-value"
    case unknownKey = "config/unknown-key"
    case typeMismatch = "config/type-mismatch"
    case outOfRange = "config/out-of-range"
    case forbiddenKey = "config/forbidden-key"
    case expectation = "config/expectation"
    case keyParity = "config/key-parity"
    case mustDiffer = "config/must-differ"
    case mustEqual = "config/must-equal"
    /// A value differs between environments that mirror each other.
    case mirror = "config/mirror"
    case canaryStage = "config/canary-stage"
    /// What is remembered of a canary can't be read or doesn't fit.
    case canaryState = "config/canary-state"
    case waiverExpired = "config/waiver-expired"
    case waiverUnused = "config/waiver-unused"
}
