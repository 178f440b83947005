/// Functions that the standard library does not have.
package enum SpecialFunctions {
    /// I_x(a, b), the regularised incomplete beta function, for 0 <= x <= 1 and positive a and b up to 1e8 each.
    ///
    /// The continued fraction of NIST DLMF 8.17.22, evaluated by Lentz's method (W. J. Lentz, Applied Optics 15,
    /// 1976), on the side of the mean where it converges in about sqrt(max(a, b)) steps. NaN outside the range.
    package static func regularizedBeta(_ x: Double, _ a: Double, _ b: Double) -> Double {
        guard x >= 0, x <= 1, a > 0, b > 0 else { return .nan }
        if x == 0 || x == 1 { return x }
        let y = 1 - x
        if x > (a + 1) / (a + b + 2) { return 1 - tail(y, x, b, a) }
        return tail(x, y, a, b)
    }

    /// I_x(a, b) below its mean; y is 1 - x, passed along because a small x cannot be had back from it.
    private static func tail(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        min(1, max(0, power(x, y, a, b) / a * fraction(x, a, b)))
    }

    /// x^a y^b / B(a, b), written with deviations from the mean so that large a and b do not cancel
    /// (after C. Loader, "Fast and accurate computation of binomial probabilities", 2000).
    private static func power(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
        let n = a + b
        let deviation = x < y ? x * n - a : b - y * n
        let exponent =
            a * Elementary.log1p(deviation / a) + b * Elementary.log1p(-deviation / b)
            + stirlingError(n) - stirlingError(a) - stirlingError(b)
        return Elementary.exp(exponent) * (a * (b / n) / (2 * .pi)).squareRoot()
    }

    /// ln Γ(z) - [(z - 1/2) ln z - z + ln(2π)/2], from its asymptotic series (NIST DLMF 5.11.1) for z >= 16, and below
    /// that by the recurrence Γ(z + 1) = z Γ(z).
    private static func stirlingError(_ z: Double) -> Double {
        var z = z
        var lifted = 0.0
        while z < 16 {
            lifted += (z + 0.5) * Elementary.log1p(1 / z) - 1
            z += 1
        }
        let square = 1 / (z * z)
        let series = 1 / 12.0 - square * (1 / 360.0 - square * (1 / 1260.0 - square * (1 / 1680.0 - square / 1188.0)))
        return lifted + series / z
    }

    private static func fraction(_ x: Double, _ a: Double, _ b: Double) -> Double {
        let tiny = 1e-300
        func nonzero(_ value: Double) -> Double { abs(value) < tiny ? tiny : value }
        var c = 1.0
        var d = 1 / nonzero(1 - (a + b) * x / (a + 1))
        var result = d
        for m in 1...200_000 {
            let m = Double(m)
            let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
            d = 1 / nonzero(1 + even * d)
            c = nonzero(1 + even / c)
            result *= d * c
            let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
            d = 1 / nonzero(1 + odd * d)
            c = nonzero(1 + odd / c)
            let change = d * c
            result *= change
            if abs(change - 1) < 1e-16 { break }
        }
        return result
    }
}
