/// What the engine is to do: who sends which requests where, for how long, under which limits.
///
/// Everything is decided here; while load runs nothing is parsed, chosen by name or allocated.
package struct LoadPlan: Sendable {
    package var model: LoadModel
    /// What users do; each iteration draws one scenario by weight.
    package var scenarios: [LoadScenario]
    package var length: Length
    package var connections: Connections
    /// Whether a connection carries more than one request.
    package var keepAlive: Bool
    /// Requests at a time on one HTTP/2 connection, at most; the server may allow fewer.
    package var streamsPerConnection: Int
    /// Whether each user keeps the cookies that servers set, within an iteration.
    package var cookies: Bool
    /// How many variables requests and checks refer to, by number.
    package var variables: Int
    package var feeders: [LoadFeeder]
    /// Time before the measurement: its requests are real, but recorded apart.
    package var warmup: Duration
    /// Decides every draw: the same seed makes the same draws per user, whatever the number of threads.
    package var seed: UInt64
    /// Upper bound of the whole run, warm-up and drain included.
    package var maxDuration: Duration
    /// How long requests in flight at the end are waited for; later ones are counted as in flight.
    package var drainLimit: Duration
    /// How long resolving the origins' names may take.
    package var resolveTimeout: Duration
    /// Generator threads; nil for as many as the plan needs, at most one less than the machine has cores.
    package var threads: Int?

    package enum Connections: Sendable, Equatable {
        /// Each user has its own to every origin.
        case perUser
        /// Users share this many to every origin; who finds none free waits.
        case shared(Int)
    }

    package enum Length: Sendable, Equatable {
        /// New iterations start for this long after the warm-up. The stages of an open model last exactly as long as
        /// warm-up and duration together.
        case duration(Duration)
        /// This many iterations in total, warm-up included, shared evenly by the threads; an open model that reaches
        /// the end of its stages first ends there.
        case iterations(Int)
    }

    package init(
        model: LoadModel, scenarios: [LoadScenario], length: Length, connections: Connections = .perUser,
        keepAlive: Bool = true, streamsPerConnection: Int = 100, cookies: Bool = true, variables: Int = 0,
        feeders: [LoadFeeder] = [], warmup: Duration = .zero, seed: UInt64 = 0,
        maxDuration: Duration = .seconds(3600), drainLimit: Duration = .seconds(10),
        resolveTimeout: Duration = .seconds(5), threads: Int? = nil
    ) {
        self.model = model
        self.scenarios = scenarios
        self.length = length
        self.connections = connections
        self.keepAlive = keepAlive
        self.streamsPerConnection = streamsPerConnection
        self.cookies = cookies
        self.variables = variables
        self.feeders = feeders
        self.warmup = warmup
        self.seed = seed
        self.maxDuration = maxDuration
        self.drainLimit = drainLimit
        self.resolveTimeout = resolveTimeout
        self.threads = threads
    }
}
