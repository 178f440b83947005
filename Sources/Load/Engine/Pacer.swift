import CSystem

/// When the iterations of an open model are due: one thread's share of a schedule that is fixed before the run.
///
/// The schedule depends on curve and seed alone; thread i of n has the arrivals i, i + n, i + 2n, …
package struct Pacer {
    private let curve: RateCurve
    private let isPoisson: Bool
    private let threads: Int
    private let limit: UInt64
    private var random: SplitMix64
    /// Of a Poisson process with rate 1: when the arrival `number` came.
    private var unitTime = 0.0
    private var piece = 0

    /// The number of the next arrival among all threads'.
    package private(set) var number: UInt64
    /// When it is due, in nanoseconds from the beginning; the end of time when there is none.
    package private(set) var next: UInt64 = .max

    /// `limit` bounds the arrivals of all threads together.
    package init(
        _ curve: RateCurve, arrivals: OpenModel.Arrivals, seed: UInt64, thread: Int, of threads: Int,
        limit: UInt64 = .max
    ) {
        self.curve = curve
        isPoisson = arrivals == .poisson
        self.threads = threads
        self.limit = limit
        random = SplitMix64(seed: seed, stream: .max)
        number = UInt64(thread)
        if isPoisson { drawUnitTime(arrivals: thread + 1) }
        find()
    }

    /// The next arrival was begun, or given up.
    package mutating func advance() {
        number &+= UInt64(threads)
        if isPoisson { drawUnitTime(arrivals: threads) }
        find()
    }

    private mutating func find() {
        let starts = isPoisson ? unitTime : Double(number)
        next = number < limit ? curve.time(of: starts, hint: &piece) ?? .max : .max
    }

    /// Every thread draws the gaps of all, so that they agree on the schedule.
    private mutating func drawUnitTime(arrivals: Int) {
        for _ in 0..<arrivals { unitTime -= sys_ln(random.nextUnit()) }
    }
}
