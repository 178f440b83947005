#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// How long the target thinks before it answers: a known distribution, so that a tool's figures can be checked.
enum Latency: Equatable, Sendable {
    case none
    case constant(milliseconds: Double)
    /// The logarithm is normally distributed; nothing exceeds `max`.
    case lognormal(median: Double, p95: Double, max: Double)

    static let standard = Latency.lognormal(median: 8, p95: 20, max: 200)

    /// The delay of the request at `position`, counted from 1.
    func delay(at position: Int, _ random: SplitMix) -> Duration {
        switch self {
        case .none: .zero
        case .constant(let milliseconds): .microseconds(Int64(milliseconds * 1_000))
        case .lognormal(let median, let p95, let max):
            .microseconds(
                Int64(min(max, median * exp(log(p95 / median) / Self.z95 * normal(at: position, random))) * 1_000))
        }
    }

    /// The standard normal distribution's 95th percentile.
    private static let z95 = 1.644_853_626_951_472_7

    /// Box and Muller, "A Note on the Generation of Random Normal Deviates", 1958.
    private func normal(at position: Int, _ random: SplitMix) -> Double {
        let radius = sqrt(-2 * log(1 - random.fraction(at: position, stream: 0)))
        return radius * cos(2 * .pi * random.fraction(at: position, stream: 1))
    }
}

extension Latency: CustomStringConvertible {
    /// Reads `none`, `constant:5ms` or `lognormal:MEDIAN,P95[,MAX]`; nil for anything else.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let values = (parts.count == 2 ? parts[1] : "").split(separator: ",", omittingEmptySubsequences: false)
        let times = values.compactMap(Self.milliseconds)
        switch (parts.first ?? "", times.count) {
        case ("none", 0) where parts.count == 1: self = .none
        case ("constant", 1) where values.count == 1: self = .constant(milliseconds: times[0])
        case ("lognormal", 2...3) where values.count == times.count && times[0] > 0 && times[1] > times[0]:
            let most = times.count == 3 ? times[2] : min(Self.longest, 10 * times[1])
            guard most >= times[1] else { return nil }
            self = .lognormal(median: times[0], p95: times[1], max: most)
        default: return nil
        }
    }

    var description: String {
        switch self {
        case .none: "none"
        case .constant(let milliseconds): "constant:\(Self.text(milliseconds))"
        case .lognormal(let median, let p95, let max):
            "lognormal:\(Self.text(median)),\(Self.text(p95)),\(Self.text(max))"
        }
    }

    private static let longest = 60_000.0

    /// A time with its unit (`us`, `ms`, `s`), from nothing to a minute.
    private static func milliseconds(_ text: Substring) -> Double? {
        let digits = text.prefix { $0.isASCII && ($0.isWholeNumber || $0 == ".") }
        let factors = ["us": 0.001, "ms": 1, "s": 1_000]
        guard let number = Double(digits), let factor = factors[String(text.dropFirst(digits.count))] else {
            return nil
        }
        let value = number * factor
        return value <= longest ? value : nil
    }

    private static func text(_ milliseconds: Double) -> String {
        milliseconds == milliseconds.rounded() ? "\(Int(milliseconds))ms" : "\(milliseconds)ms"
    }
}
