/// What a value looks like, for the places where it might be shown.
enum ValueLook {
    /// A run of letters and digits from this length on is more likely a token than a word.
    private static let tokenLength = 20

    /// True for what may be a credential: user information in a URL, a private key, a long run of letters and digits.
    /// It errs on the side of yes, since it only decides whether a value is shown.
    static func mayBeSecret(_ text: String) -> Bool {
        if text.contains("@"), text.contains(":") { return true }
        if let scheme = text.split(separator: " ", maxSplits: 1).first, scheme.utf8.count < text.utf8.count,
            ["bearer", "basic", "token", "apikey", "digest"].contains(scheme.lowercased())
        {
            return true
        }
        if text.contains("-----BEGIN") || text.contains("PRIVATE KEY") { return true }
        var (length, hasDigit, hasLetter) = (0, false, false)
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39: hasDigit = true
            case 0x41...0x5A, 0x61...0x7A: hasLetter = true
            case UInt8(ascii: "_"), UInt8(ascii: "+"), UInt8(ascii: "="): break
            default:
                (length, hasDigit, hasLetter) = (0, false, false)
                continue
            }
            length += 1
            if length >= tokenLength, hasDigit, hasLetter { return true }
        }
        return false
    }
}
