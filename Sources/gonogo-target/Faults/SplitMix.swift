/// Numbers that look random and depend on nothing but a seed and a position: the same run twice meets the same delays.
///
/// The finaliser is that of SplitMix64: Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators",
/// OOPSLA 2014.
struct SplitMix {
    let seed: UInt64

    /// Evenly spread over [0, 1).
    func fraction(at position: Int, stream: UInt64) -> Double {
        var value = seed &+ 0x9E37_79B9_7F4A_7C15 &* (UInt64(truncatingIfNeeded: position) &* 4 &+ stream &+ 1)
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        value ^= value >> 31
        return Double(value >> 11) * 0x1p-53
    }
}
