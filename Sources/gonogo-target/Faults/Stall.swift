/// When the fault `stall` stops all answers: for `length` at the end of every `period`.
struct Stall: Equatable, Sendable, CustomStringConvertible {
    var lengthMilliseconds: Int
    var periodMilliseconds: Int

    /// Long enough that a p95 limit of 2100 ms does not hold.
    static let standard = Stall(lengthMilliseconds: 3_000, periodMilliseconds: 6_000)

    /// What is left of a stall, `elapsed` after the start.
    func remaining(elapsed: Duration) -> Duration {
        let period = Duration.milliseconds(periodMilliseconds)
        let within = elapsed - period * Int(elapsed / period)
        return within >= period - .milliseconds(lengthMilliseconds) ? period - within : .zero
    }

    var description: String { "\(Double(lengthMilliseconds) / 1_000)s/\(Double(periodMilliseconds) / 1_000)s" }
}

extension Stall {
    /// Reads `1s/5s`; nil for anything else, and where the stop is not shorter than the period.
    init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let times = parts.compactMap { part -> Int? in
            guard part.hasSuffix("s"), let seconds = Double(part.dropLast()), seconds > 0, seconds <= 600 else {
                return nil
            }
            return Int(seconds * 1_000)
        }
        guard parts.count == 2, times.count == 2, times[0] > 0, times[0] < times[1] else { return nil }
        self.init(lengthMilliseconds: times[0], periodMilliseconds: times[1])
    }
}
