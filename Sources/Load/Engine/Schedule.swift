import CSystem

/// When a run's phases begin and end, on the monotonic clock; shared by all threads.
///
/// ```
/// start ── warm-up ── measureStart ── measurement ── stopStarting ── drain ── (at most) hardEnd
/// ```
struct Schedule {
    private static let second: Nanoseconds = 1_000_000_000

    var start: Nanoseconds
    var measureStart: Nanoseconds
    /// The end of time when iterations decide.
    var stopStarting: Nanoseconds
    var hardEnd: Nanoseconds
    var drainLimit: Nanoseconds
    /// Of a closed model.
    var thinkTime = ThinkTime.none
    var hasThinkTime = false
    var pacing: Nanoseconds = 0
    /// Users' first iterations are spread over this.
    var ramp: Nanoseconds = 0
    var users: Int
    /// Of an open model.
    var curve: RateCurve?

    init(_ plan: LoadPlan, start: Nanoseconds) {
        self.start = start
        measureStart = start &+ plan.warmup.nanoseconds
        switch plan.length {
        case .duration(let duration): stopStarting = measureStart &+ duration.nanoseconds
        case .iterations: stopStarting = .max
        }
        hardEnd = start &+ plan.maxDuration.nanoseconds
        drainLimit = plan.drainLimit.nanoseconds
        users = plan.users
        switch plan.model {
        case .closed(let closed):
            thinkTime = closed.thinkTime
            hasThinkTime = closed.thinkTime.mean > .zero
            pacing = closed.pacing.nanoseconds
            let pause = max(closed.thinkTime.mean.nanoseconds, pacing)
            ramp = min(pause > 0 ? pause : UInt64(users) * 100_000, Self.second)
        case .open(let open):
            let curve = RateCurve(open.stages)
            stopStarting = min(stopStarting, start &+ curve.duration.nanoseconds)
            self.curve = curve
        }
        stopStarting = min(stopStarting, hardEnd)
    }

    /// When a user of a closed model begins.
    func firstDue(user: Int) -> Nanoseconds { start &+ ramp / UInt64(users) &* UInt64(user) }
}

extension ThinkTime {
    /// One user's next pause.
    @inline(__always)
    func draw(_ random: inout SplitMix64) -> Nanoseconds {
        switch self {
        case .constant(let time): return time.nanoseconds
        case .uniform(let least, let most):
            let from = least.nanoseconds
            let width = most.nanoseconds - min(from, most.nanoseconds)
            return from &+ Nanoseconds(random.nextUnit() * Double(width))
        case .exponential(let mean):
            return Nanoseconds(min(10, -sys_ln(random.nextUnit())) * Double(mean.nanoseconds))
        }
    }
}
