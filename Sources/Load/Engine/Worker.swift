import CSystem

/// One generator thread's whole world: its users, connections, timers and records. Nothing in it is shared.
///
/// `Worker+Loop` waits and dispatches, `Worker+Iterations` decides what is sent next, `Worker+Pool` finds a connection
/// for it, `Worker+Connect` opens and closes, `Worker+Exchange` sends and receives, `Worker+Judgement` records.
struct Worker: ~Copyable {
    /// What one thread is given of a plan.
    struct Share {
        var thread: Int
        var threads: Int
        var users: Range<Int>
        /// Int.max when time decides.
        var iterations: Int
        /// Shared connections to each origin; nil when each user has its own.
        var connections: Int?
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
    /// When each user's request, or the connection that is opened for it, times out; the end of time while there is none.
    let deadlines: UnsafeMutablePointer<Nanoseconds>
    /// Steps of the measurement, then the same steps of the warm-up.
    let recorders: UnsafeMutablePointer<StepRecorder>
    let scenarioRecorders: UnsafeMutablePointer<ScenarioRecorder>
    let headCaches: UnsafeMutablePointer<HeadCache>
    /// The address of each origin that answered last.
    let preferredAddresses: UnsafeMutablePointer<Int>
    let receiveBuffer: UnsafeMutableRawPointer
    /// By user; of no use and empty where the plan has no variables or wants no cookies.
    let variables: UnsafeMutablePointer<LoadVariables>
    let jars: UnsafeMutablePointer<CookieJar>
    /// By origin, when connections are shared.
    let pools: UnsafeMutablePointer<ConnectionPool>
    /// Slots of shared connections that have become free and are not in their pool yet.
    let released: UnsafeMutablePointer<Int32>
    var releasedCount = 0
    /// Slots of HTTP/2 connections that have something to send.
    let dirty: UnsafeMutablePointer<Int32>
    var dirtyCount = 0
    let isShared: Bool
    let threadCount: Int
    let keepsAlive: Bool

    /// By origin: what lets a TLS handshake be resumed.
    let sessions: [TLSSessionStore]
    var writer = RequestWriter()
    /// A closed model's users who think.
    var due: DueQueue
    /// An open model's schedule, and its users who have nothing to do.
    var pacer: Pacer?
    let idleUsers: UnsafeMutablePointer<UInt32>
    var idleUserCount = 0
    /// When an open model last had all its users busy.
    var busyUntil: Nanoseconds = 0
    var sliceEnd: Nanoseconds
    var slice = 0
    let sliceWidth: Nanoseconds
    var lag = SlicedRecorder()
    var waits = LatencyRecorder()
    /// The time of the last wake-up or send.
    var now: Nanoseconds = 0
    /// Whether nothing was done since `now` was read, so that a send needs no second look at the clock.
    var isClockFresh = false
    /// Users whose iteration is under way.
    var inFlight = 0
    var peakInFlight = 0
    var iterationsLeft: Int
    /// Iterations start before this; 0 once the run was stopped.
    var stopStarting: Nanoseconds
    /// Steps within iterations start before this.
    var stopContinuing: Nanoseconds
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

    /// The poller is made by the caller: an initialiser that can throw half-way leaves noncopyable fields in a state
    /// that the compiler (Swift 6.3) cleans up wrongly.
    init(
        _ table: PlanTable, schedule: Schedule, share: Share, control: LoadControl, progress: ProgressCell,
        poller: consuming Poller
    ) {
        self.poller = poller
        let plan = table.plan
        self.table = table
        self.schedule = schedule
        self.control = control
        self.progress = progress
        stepCount = table.steps.count
        steps = .allocate(capacity: stepCount)
        for index in 0..<stepCount { (steps + index).initialize(to: table.steps[index]) }
        originCount = table.origins.count
        sessions = table.origins.map { _ in TLSSessionStore() }
        userCount = share.users.count
        threadCount = share.threads
        isShared = share.connections != nil
        keepsAlive = plan.keepAlive
        let connectionsEach = share.connections ?? userCount
        connectionCount = connectionsEach * originCount
        users = .allocate(capacity: userCount)
        connections = .allocate(capacity: connectionCount)
        deadlines = .allocate(capacity: userCount)
        recorders = .allocate(capacity: 2 * stepCount)
        scenarioRecorders = .allocate(capacity: table.scenarios.count)
        headCaches = .allocate(capacity: stepCount)
        preferredAddresses = .allocate(capacity: originCount)
        receiveBuffer = .allocate(byteCount: Self.receiveBytes, alignment: 4096)
        variables = .allocate(capacity: userCount)
        jars = .allocate(capacity: userCount)
        pools = .allocate(capacity: originCount)
        released = .allocate(capacity: connectionCount)
        dirty = .allocate(capacity: connectionCount)
        idleUsers = .allocate(capacity: userCount)
        due = DueQueue(capacity: userCount)
        iterationsLeft = share.iterations
        stopStarting = schedule.stopStarting
        stopContinuing = schedule.curve == nil ? schedule.stopStarting : schedule.hardEnd
        end = schedule.hardEnd
        nextTick = schedule.start
        nextSweep = schedule.start &+ table.shortestTimeout
        sliceWidth = plan.sliceWidth
        sliceEnd = schedule.measureStart &+ sliceWidth
        for index in 0..<userCount {
            (users + index).initialize(to: User(seed: plan.seed, number: share.users.lowerBound + index))
            (variables + index).initialize(to: LoadVariables(count: plan.variables))
            (jars + index).initialize(to: CookieJar())
        }
        for index in 0..<connectionCount {
            // Each user's connections lie side by side; shared ones origin by origin.
            let origin = isShared ? index / connectionsEach : index % originCount
            (connections + index).initialize(
                to: Connection(origin: origin, user: isShared ? 0 : index / originCount))
        }
        deadlines.initialize(repeating: .max, count: userCount)
        preferredAddresses.initialize(repeating: 0, count: originCount)
        for index in 0..<(2 * stepCount) { (recorders + index).initialize(to: StepRecorder()) }
        for index in 0..<table.scenarios.count { (scenarioRecorders + index).initialize(to: ScenarioRecorder()) }
        for index in 0..<stepCount { (headCaches + index).initialize(to: HeadCache()) }
        for origin in 0..<originCount {
            let slots = isShared ? origin * connectionsEach..<(origin + 1) * connectionsEach : 0..<0
            (pools + origin).initialize(to: ConnectionPool(slots: slots, users: userCount))
        }
        if let curve = schedule.curve, case .open(let open) = plan.model {
            var limit = UInt64.max
            if case .iterations(let count) = plan.length { limit = UInt64(count) }
            pacer = Pacer(
                curve, arrivals: open.arrivals, seed: plan.seed, thread: share.thread, of: share.threads, limit: limit)
            for index in (0..<userCount).reversed() {
                idleUsers[idleUserCount] = UInt32(index)
                idleUserCount += 1
            }
        } else {
            for index in 0..<userCount {
                due.add(UInt32(index), due: schedule.firstDue(user: share.users.lowerBound + index))
            }
        }
    }

    deinit {
        for slot in 0..<connectionCount where connections[slot].fd >= 0 {
            connections[slot].tls?.close(politely: true)
            _ = sys_close(connections[slot].fd)
        }
        steps.deallocate()
        users.deallocate()
        connections.deinitialize(count: connectionCount).deallocate()
        deadlines.deallocate()
        recorders.deinitialize(count: 2 * stepCount).deallocate()
        scenarioRecorders.deinitialize(count: table.scenarios.count).deallocate()
        headCaches.deinitialize(count: stepCount).deallocate()
        preferredAddresses.deallocate()
        receiveBuffer.deallocate()
        variables.deinitialize(count: userCount).deallocate()
        jars.deinitialize(count: userCount).deallocate()
        pools.deinitialize(count: originCount).deallocate()
        released.deallocate()
        dirty.deallocate()
        idleUsers.deallocate()
    }
}
