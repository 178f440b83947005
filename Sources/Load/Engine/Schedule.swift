/// When a run's phases begin and end, on the monotonic clock; shared by all threads.
///
/// ```
/// start ── warm-up ── measureStart ── measurement ── stopStarting ── drain ── (at most) hardEnd
/// ```
struct Schedule {
    var start: Nanoseconds
    var measureStart: Nanoseconds
    /// The end of time when iterations decide.
    var stopStarting: Nanoseconds
    var hardEnd: Nanoseconds
    var drainLimit: Nanoseconds
    var thinkTime: Nanoseconds
    /// Users' first iterations are spread over this.
    var ramp: Nanoseconds
    var users: Int

    init(_ plan: LoadPlan, start: Nanoseconds) {
        self.start = start
        measureStart = start &+ plan.warmup.nanoseconds
        switch plan.length {
        case .duration(let duration): stopStarting = measureStart &+ duration.nanoseconds
        case .iterations: stopStarting = .max
        }
        hardEnd = start &+ plan.maxDuration.nanoseconds
        stopStarting = min(stopStarting, hardEnd)
        drainLimit = plan.drainLimit.nanoseconds
        switch plan.model {
        case .closed(let users, let thinkTime):
            self.users = users
            self.thinkTime = thinkTime.nanoseconds
            let second: Nanoseconds = 1_000_000_000
            ramp = thinkTime > .zero ? min(thinkTime.nanoseconds, second) : min(UInt64(users) * 100_000, second)
        }
    }

    /// When a user begins.
    func firstDue(user: Int) -> Nanoseconds { start &+ ramp / UInt64(users) &* UInt64(user) }
}
