/// Decides what the switched-on faults do to each request: a pure function of the path and two counts.
struct FaultPlan: Sendable {
    let faults: Set<Fault>
    let latency: Latency
    let random: SplitMix
    let stall: Stall

    /// How an answer leaves.
    enum Delivery: Equatable {
        case whole
        case resetMidBody
        case never
    }

    /// Every how many API requests `errors`, `reset` and `hang` strike.
    private static let period = 20

    /// The answer that takes the place of the real one, if any. `apiNumber` counts the requests under /api from 1.
    func substitute(for path: String, apiNumber: Int?) -> Refusal? {
        if faults.contains(.health), path == "/health" || path == "/api/v1/health" {
            return Refusal(status: 404, message: "there is nothing at \(path)")
        }
        if faults.contains(.login), path == "/api/v1/auth/login" {
            return Refusal(status: 500, message: "the user directory cannot be reached")
        }
        return strikes(.errors, apiNumber) ? Refusal(status: 500, message: "an unexpected error, on purpose") : nil
    }

    func delivery(apiNumber: Int?) -> Delivery {
        if strikes(.reset, apiNumber) { return .resetMidBody }
        return strikes(.hang, apiNumber) ? .never : .whole
    }

    /// Thinking time of one request; `number` counts all requests from 1.
    func delay(number: Int, isAPI: Bool) -> Duration {
        guard faults.contains(.slow), isAPI else { return latency.delay(at: number, random) }
        return .milliseconds(2_400 + Int64(600 * random.fraction(at: number, stream: 2)))
    }

    /// What is left of a stall, `elapsed` after the start.
    func stallRemaining(elapsed: Duration) -> Duration {
        faults.contains(.stall) ? stall.remaining(elapsed: elapsed) : .zero
    }

    private func strikes(_ fault: Fault, _ apiNumber: Int?) -> Bool {
        guard faults.contains(fault), let apiNumber else { return false }
        return apiNumber.isMultiple(of: Self.period)
    }
}
