package import Model

/// Something wrong with a config file itself; its sentences never hold a part of a value.
package struct ConfigProblem: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case tooLarge, tooManyKeys, encoding, nul
        case noKey, unterminatedQuote, trailingText, carriageReturn
        case badReference, expansionTooLarge
        case duplicateKey, commandSubstitution
        /// The program leaves this out without refusing the file.
        case ignored
        /// The shell runs this as a command.
        case runsCommand
        /// Part of a shell program: what it leaves in the environment can't be told without running it.
        case shellProgram
        /// Not written as the format wants it.
        case syntax
        /// A quote that became part of the value, since nothing closes it.
        case looseQuote
        /// A key that the program takes, and hardly any other would.
        case junkKey
        /// No key begins with the suite's prefix.
        case prefix
    }

    package var kind: Kind
    package var location: SourceLocation
    /// The other place, where there are two: a key's first appearance.
    package var otherLocation: SourceLocation?
    /// What was found, in one sentence without a full stop.
    package var message: String
    /// What would have been right.
    package var fix: String
    /// The key that it is about, where it is about one.
    package var key: String?

    /// The rule that the problem breaks.
    package var rule: ConfigRuleName {
        switch kind {
        case .duplicateKey: .duplicateKey
        case .commandSubstitution: .commandSubstitution
        default: .parseError
        }
    }

    /// True where the file can't be read as its dialect reads it: what was understood of it is not all that it says.
    package var isFatal: Bool {
        switch kind {
        case .trailingText, .carriageReturn, .duplicateKey, .commandSubstitution, .ignored, .runsCommand, .prefix,
            .looseQuote, .junkKey:
            false
        default: true
        }
    }
}
