import Foundation

/// A value that stands in one secret position, and nowhere else in the world.
struct Canary: Sendable {
    /// What is searched for: eight characters that no report has a reason to hold.
    let core: String
    /// The core among characters that every encoding treats in its own way.
    let value: String

    /// `position` only makes the core unique; characters that a cookie or a header can't hold are left out on demand.
    init(_ position: Int, isPlain: Bool = false) {
        let letters = Array("QZXJKVWY")
        var seed = position &* 2_654_435_761 &+ 97
        core = String(
            (0..<10).map { _ in
                seed = (seed &* 1_103_515_245 &+ 12_345) & 0x7FFF_FFFF
                return letters[(seed >> 16) % letters.count]
            })
        value = isPlain ? "c1-\(core)-9" : "c1/\(core)+&'<\(core)ü$9"
    }

    /// The core as it stands in the text, and as encoders hide it: an independent list, not the program's own.
    var needles: [String] {
        let bytes = Array(core.utf8)
        // The whole groups of three bytes that the core fills wherever it begins in a longer text.
        let base64 = (0..<3).map { shift in
            Data(bytes[shift..<(shift + 6)]).base64EncodedString()
        }
        let hex = bytes.map { String(format: "%02x", $0) }.joined()
        return [core, core.lowercased(), hex, hex.uppercased()] + base64
    }
}

/// Every canary of a project with its position.
struct Canaries: Sendable {
    private(set) var all: [(position: String, canary: Canary)] = []

    /// A new one for the position.
    mutating func plant(_ position: String, isPlain: Bool = false) -> String {
        let canary = Canary(all.count + 1, isPlain: isPlain)
        all.append((position, canary))
        return canary.value
    }

    /// The positions whose canary stands in the text.
    func found(in text: String) -> [String] {
        all.filter { one in one.canary.needles.contains { text.contains($0) } }.map(\.position)
    }
}
