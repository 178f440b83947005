/// Whether values that follow one another rise or fall, whatever their distribution: the Mann–Kendall test.
///
/// After H. B. Mann, "Nonparametric tests against trend", Econometrica 13 (1945), and M. G. Kendall, "Rank Correlation
/// Methods" (1975): S counts the pairs of which the later value is larger, minus those of which it is smaller. Without
/// a trend S is nearly normal from ten values on, with the mean 0 and, for groups of t equal values, the variance
///
///     V = [n (n - 1) (2n + 5) - Σ t (t - 1) (2t + 5)] / 18
///
/// so Z = (S ∓ 1) / √V, where the 1 corrects for S being a whole number. Values that depend on their neighbours show
/// a trend more often than its level says: join neighbours before, or ask for a large effect as well.
package struct TrendTest: Sendable, Equatable {
    /// Pairs that rise minus pairs that fall: positive when later values are larger.
    package let s: Int
    package let variance: Double

    /// The normal approximation is good from this many values on.
    package static let fewestValues = 10

    /// Compares every value with every later one; nil for fewer than ten values, for too many to pair (more than
    /// 10 000), and where one of them is no number.
    package init?(_ values: [Double]) {
        guard (Self.fewestValues...10_000).contains(values.count), values.allSatisfy(\.isFinite) else { return nil }
        var s = 0
        for (index, value) in values.enumerated() {
            for later in values[(index + 1)...] { s += later > value ? 1 : later < value ? -1 : 0 }
        }
        self.s = s
        func term(_ n: Int) -> Double { Double(n) * Double(n - 1) * Double(2 * n + 5) }
        let groups = Dictionary(values.map { ($0, 1) }, uniquingKeysWith: +)
        variance = max(0, (term(values.count) - groups.values.reduce(0) { $0 + term($1) }) / 18)
    }

    /// S in standard deviations, corrected for continuity; 0 where all values are equal.
    package var z: Double {
        guard s != 0, variance > 0 else { return 0 }
        return Double(s > 0 ? s - 1 : s + 1) / variance.squareRoot()
    }

    /// How often values without a trend would show at least this one, in either direction.
    package var pValue: Double { Elementary.erfc(abs(z) / 2.0.squareRoot()) }
}
