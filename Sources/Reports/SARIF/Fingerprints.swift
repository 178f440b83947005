/// Names for results that stay the same when lines move: a hash over rule, subject and file, and a number where several
/// results share these.
///
/// FNV-1a with 64 bits is enough: it has to tell some thousand results of one run apart and hides nothing, since all
/// that goes into it are names that stand in the report anyway. So no library of digests is needed here.
struct Fingerprints {
    static let key = "gonogoFinding/v1"

    private var seen: [UInt64: Int] = [:]

    /// The next result's fingerprint: `a3f06b0e9c1d2277:1`.
    mutating func next(rule: String, subject: String, file: String) -> String {
        let hash = Self.hash([rule, subject, file])
        let number = (seen[hash] ?? 0) + 1
        seen[hash] = number
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits + ":\(number)"
    }

    /// A byte that no UTF-8 text holds stands between the parts.
    static func hash(_ parts: [String]) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for part in parts {
            for byte in part.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x100_0000_01B3
        }
        return hash
    }
}
