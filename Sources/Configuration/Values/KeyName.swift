internal import Model

/// What may be said of a key's name.
package enum KeyName {
    /// The name for a message, or how long it is: a broken key file turns pieces of the key into "names".
    static func shown(_ name: String) -> String {
        isShown(name) ? "'\(name.printable)'" : "a key of \(name.count) characters (name withheld)"
    }

    /// The name for a finding's subject, which tools compare from run to run.
    static func subject(_ name: String) -> String {
        isShown(name) ? name.printable : "a key of \(name.count) characters"
    }

    /// True for a name in one case, for words joined by `_`, and for a short one without digits; base64 is none of these.
    static func isShown(_ name: String) -> Bool {
        guard name.utf8.count <= 64 else { return false }
        let scalars = name.unicodeScalars
        let isMixed = scalars.contains { $0.properties.isUppercase } && scalars.contains { $0.properties.isLowercase }
        if !isMixed { return true }
        let words = name.split { $0 == "_" || $0 == "-" || $0 == "." }
        if words.count > 1, words.allSatisfy({ $0.utf8.count <= 16 }) { return true }
        return name.utf8.count <= 32 && !scalars.contains { ("0"..."9").contains($0) }
    }

    /// True for a name that people give to what must stay hidden: `DB_PASSWORD`, `API_KEY`, `sessionSecret`.
    package static func suggestsSecret(_ name: String) -> Bool {
        let lowercase = name.lowercased()
        return hints.contains { lowercase.contains($0) }
    }

    /// True for a name that a dotenv file can hold.
    static func isPossible(_ name: String) -> Bool {
        (1...128).contains(name.unicodeScalars.count) && name.unicodeScalars.allSatisfy(isKeyScalar)
    }

    /// A letter, a digit, or one of `_ . - [ ]`.
    static func isKeyScalar(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", "_", ".", "-", "[", "]": return true
        default: break
        }
        guard !scalar.isASCII else { return false }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    private static let hints = [
        "pass", "pwd", "secret", "token", "key", "credential", "private", "dsn", "auth", "cert", "salt", "webhook",
        "signature",
    ]
}
