/// What the engine is to do: who sends which requests where, for how long, under which limits.
///
/// Everything is decided here; while load runs nothing is parsed, chosen by name or allocated.
package struct LoadPlan: Sendable {
    package var model: LoadModel
    /// What users do; each iteration draws one scenario by weight.
    package var scenarios: [LoadScenario]
    package var length: Length
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

    package enum Length: Sendable, Equatable {
        /// New iterations start for this long after the warm-up.
        case duration(Duration)
        /// This many iterations in total, warm-up included, shared evenly by the threads.
        case iterations(Int)
    }

    package init(
        model: LoadModel, scenarios: [LoadScenario], length: Length, warmup: Duration = .zero, seed: UInt64 = 0,
        maxDuration: Duration = .seconds(3600), drainLimit: Duration = .seconds(10),
        resolveTimeout: Duration = .seconds(5), threads: Int? = nil
    ) {
        self.model = model
        self.scenarios = scenarios
        self.length = length
        self.warmup = warmup
        self.seed = seed
        self.maxDuration = maxDuration
        self.drainLimit = drainLimit
        self.resolveTimeout = resolveTimeout
        self.threads = threads
    }
}

/// What makes iterations start.
package enum LoadModel: Sendable, Equatable {
    /// `users` each begin an iteration, wait for it to end, think, and begin again.
    ///
    /// Their first iterations are spread evenly over min(thinkTime, 1 s), or over 0.1 ms a user (at most 1 s)
    /// without think time, so that they do not knock all at once.
    case closed(users: Int, thinkTime: Duration = .zero)
}

/// A server as the engine sees it: plain HTTP on a host and port.
package struct Origin: Sendable, Hashable {
    /// A name or an address literal, IPv6 without brackets.
    package var host: String
    package var port: UInt16

    package init(host: String, port: UInt16) {
        self.host = host
        self.port = port
    }

    /// The value of a Host header: brackets around IPv6, the port unless it is 80.
    package var authority: String {
        let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
        return port == 80 ? name : "\(name):\(port)"
    }
}

/// Requests that one user sends one after another; a failed step ends the iteration.
package struct LoadScenario: Sendable {
    package var name: String
    /// How often it is drawn, relative to the others.
    package var weight: Int
    package var steps: [LoadStep]

    package init(name: String, weight: Int = 1, steps: [LoadStep]) {
        self.name = name
        self.weight = weight
        self.steps = steps
    }
}

/// One request and what its response must be.
package struct LoadStep: Sendable {
    package var name: String
    package var origin: Origin
    package var request: RequestTemplate
    /// Statuses that count as success.
    package var expected: ExpectedStatus
    /// From the first byte sent to the last byte received.
    package var timeout: Duration
    /// For opening a connection, all addresses of the origin together.
    package var connectTimeout: Duration
    /// A longer body is a failure of class `too_large`.
    package var maxBody: Int
    /// Judges a response whose status was expected: nil when it holds, else what did not, in words without secrets.
    ///
    /// Only with a check are head and body kept. It runs on the generator's thread and must be quick.
    package var check: (@Sendable (LoadResponse) -> String?)?

    package init(
        name: String, origin: Origin, request: RequestTemplate, expected: ExpectedStatus = .successful,
        timeout: Duration = .seconds(10), connectTimeout: Duration = .seconds(5), maxBody: Int = 16 << 20,
        check: (@Sendable (LoadResponse) -> String?)? = nil
    ) {
        self.name = name
        self.origin = origin
        self.request = request
        self.expected = expected
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxBody = maxBody
        self.check = check
    }
}

/// The statuses that count as success.
package enum ExpectedStatus: Sendable, Equatable {
    /// 200 to 399.
    case successful
    case oneOf(Set<Int>)

    package func contains(_ status: Int) -> Bool {
        switch self {
        case .successful: (200..<400).contains(status)
        case .oneOf(let statuses): statuses.contains(status)
        }
    }
}

/// A complete response as a check sees it. The bytes are valid only during the call.
package struct LoadResponse {
    package let status: Int
    /// Status line and headers as received, the empty line included.
    package let head: UnsafeRawBufferPointer
    /// Without chunk framing; not decompressed.
    package let body: UnsafeRawBufferPointer
}
