import CSystem

/// One generator thread's whole world: its users, connections, timers and records. Nothing in it is shared.
///
/// `Worker+Loop` waits and dispatches, `Worker+Users` decides what is sent next, `Worker+Exchange` sends and
/// receives, `Worker+Connect` opens and closes, `Worker+Judgement` records.
struct Worker: ~Copyable {
    /// What one thread is given of a plan.
    struct Share {
        var users: Range<Int>
        /// Int.max when time decides.
        var iterations: Int
    }

    static let receiveBytes = 64 << 10
    /// Heartbeats, stop requests and the ends of phases are looked at this often.
    static let tickInterval: Nanoseconds = 10_000_000

    /// A copy of the table's: memory of this thread alone. It stands first because thread sanitizer instrumentation
    /// (Swift 6.3) mistakes the first field of a noncopyable struct for the memory that is written.
    let steps: UnsafeMutablePointer<PlanTable.Step>
    let table: PlanTable
    let schedule: Schedule
    let control: LoadControl
    let progress: ProgressCell
    var poller: Poller

    // Plain memory, allocated here, freed in deinit.
    let stepCount: Int
    let originCount: Int
    let users: UnsafeMutablePointer<User>
    let userCount: Int
    let connections: UnsafeMutablePointer<Connection>
    let connectionCount: Int
    /// When each connection's request or connect times out; the end of time while there is none.
    let deadlines: UnsafeMutablePointer<Nanoseconds>
    /// Steps of the measurement, then the same steps of the warm-up.
    let recorders: UnsafeMutablePointer<StepRecorder>
    let scenarioRecorders: UnsafeMutablePointer<ScenarioRecorder>
    let headCaches: UnsafeMutablePointer<HeadCache>
    /// The address of each origin that answered last.
    let preferredAddresses: UnsafeMutablePointer<Int>
    let receiveBuffer: UnsafeMutableRawPointer

    var due: DueQueue
    var slices: SliceRecorder
    var lag = LatencyRecorder()
    /// The time of the last wake-up or send.
    var now: Nanoseconds = 0
    /// Whether nothing was done since `now` was read, so that a send needs no second look at the clock.
    var isClockFresh = false
    var inFlight = 0
    var iterationsLeft: Int
    /// Iterations and steps start before this; 0 once the run was stopped.
    var stopStarting: Nanoseconds
    /// Requests are waited for until this.
    var end: Nanoseconds
    var isDraining = false
    var nextTick: Nanoseconds
    var nextSweep: Nanoseconds
    var nextPublish: Nanoseconds = 0
    var unsolicited: UInt64 = 0
    var maxStall: Nanoseconds = 0
    var measureCPU = CPUSpan()
    var ending = LoadResult.Ending.planned

    /// CPU time of this thread at two instants.
    struct CPUSpan {
        var begin: (at: Nanoseconds, cpu: Nanoseconds)?
        var end: (at: Nanoseconds, cpu: Nanoseconds)?
    }

    init(
        _ table: PlanTable, schedule: Schedule, share: Share, control: LoadControl, progress: ProgressCell
    ) throws(LoadError) {
        self.table = table
        self.schedule = schedule
        self.control = control
        self.progress = progress
        stepCount = table.steps.count
        steps = .allocate(capacity: stepCount)
        for index in 0..<stepCount { (steps + index).initialize(to: table.steps[index]) }
        originCount = table.origins.count
        userCount = share.users.count
        connectionCount = userCount * originCount
        users = .allocate(capacity: userCount)
        connections = .allocate(capacity: connectionCount)
        deadlines = .allocate(capacity: connectionCount)
        recorders = .allocate(capacity: 2 * stepCount)
        scenarioRecorders = .allocate(capacity: table.scenarios.count)
        headCaches = .allocate(capacity: stepCount)
        preferredAddresses = .allocate(capacity: originCount)
        receiveBuffer = .allocate(byteCount: Self.receiveBytes, alignment: 4096)
        due = DueQueue(capacity: userCount)
        iterationsLeft = share.iterations
        stopStarting = schedule.stopStarting
        end = schedule.hardEnd
        nextTick = schedule.start
        nextSweep = schedule.start &+ table.shortestTimeout
        let measured = schedule.hardEnd &- schedule.measureStart
        slices = SliceRecorder(
            start: schedule.measureStart, length: schedule.hardEnd > schedule.measureStart ? measured : 0)
        for index in 0..<userCount {
            (users + index).initialize(to: User(seed: table.plan.seed, number: share.users.lowerBound + index))
        }
        for index in 0..<connectionCount {
            (connections + index).initialize(to: Connection(user: UInt32(index / originCount)))
        }
        deadlines.initialize(repeating: .max, count: connectionCount)
        preferredAddresses.initialize(repeating: 0, count: originCount)
        for index in 0..<(2 * stepCount) { (recorders + index).initialize(to: StepRecorder()) }
        for index in 0..<table.scenarios.count { (scenarioRecorders + index).initialize(to: ScenarioRecorder()) }
        for index in 0..<stepCount { (headCaches + index).initialize(to: HeadCache()) }
        poller = try Poller()
        for index in 0..<userCount {
            due.add(UInt32(index), due: schedule.firstDue(user: share.users.lowerBound + index))
        }
    }

    deinit {
        for slot in 0..<connectionCount where connections[slot].fd >= 0 { _ = sys_close(connections[slot].fd) }
        steps.deallocate()
        users.deallocate()
        connections.deinitialize(count: connectionCount).deallocate()
        deadlines.deallocate()
        recorders.deinitialize(count: 2 * stepCount).deallocate()
        scenarioRecorders.deinitialize(count: table.scenarios.count).deallocate()
        headCaches.deinitialize(count: stepCount).deallocate()
        preferredAddresses.deallocate()
        receiveBuffer.deallocate()
    }
}
