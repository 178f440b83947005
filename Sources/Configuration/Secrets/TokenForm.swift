/// How the tokens of one provider look.
struct TokenForm {
    enum Alphabet {
        case alphanumeric, upperAlphanumeric, hex, urlSafe, base64

        func contains(_ byte: UInt8) -> Bool {
            switch self {
            case .alphanumeric: ASCII.isAlphanumeric(byte)
            case .upperAlphanumeric: ASCII.isUpper(byte) || ASCII.isDigit(byte)
            case .hex: ASCII.isHex(byte)
            case .urlSafe: ASCII.isURLSafe(byte)
            case .base64: ASCII.isBase64(byte) || byte == 0x2D || byte == 0x5F
            }
        }
    }

    enum Tier { case live, test }

    /// What a person calls it: `GitHub token`.
    var name: String
    var prefix: [UInt8]
    var alphabet: Alphabet
    /// Of what follows the prefix.
    var length: ClosedRange<Int>
    var isPublic = false
    var tier: Tier?

    init(
        _ name: String, _ prefix: String, _ alphabet: Alphabet, _ length: ClosedRange<Int>, isPublic: Bool = false,
        tier: Tier? = nil
    ) {
        self.name = name
        self.prefix = Array(prefix.utf8)
        self.alphabet = alphabet
        self.length = length
        self.isPublic = isPublic
        self.tier = tier
    }
}

/// A token found in a text.
struct FoundToken: Equatable {
    var name: String
    var range: Range<Int>
    var isPublic = false
    var tier: TokenForm.Tier?
    /// Of the form of a token, and made up: `AKIA…EXAMPLE`.
    var isMadeUp = false
}
