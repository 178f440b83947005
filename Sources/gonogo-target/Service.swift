import Synchronization

/// The application behind the server: its stores, its routes, and the faults that disturb them.
final class Service: Sendable {
    static let version = "3.0.0"

    let plan: FaultPlan
    let credentials = Credentials()
    let estimates = EstimateStore()
    let counts = RequestCounts()
    let quoteLimit = RateLimiter()
    let router = Router(Routes.all)
    private let startedAt = ContinuousClock.now
    private let stopping = Atomic(false)

    init(plan: FaultPlan) {
        self.plan = plan
        EstimateEndpoints.addSamples(to: estimates)
    }

    var isHardened: Bool { !plan.faults.contains(.headers) }
    var uptime: Duration { startedAt.duration(to: .now) }
    var isStopping: Bool { stopping.load(ordering: .relaxed) }
    func stop() { stopping.store(true, ordering: .relaxed) }

    /// What is left of the present stall.
    func stallRemaining() -> Duration { plan.stallRemaining(elapsed: uptime) }

    struct Answer {
        let response: Response
        let requestNumber: Int
        let delay: Duration
        let delivery: FaultPlan.Delivery
    }

    /// Counts the request and answers it, faults included; waiting and sending are the connection's work.
    func answer(_ request: Request) -> Answer {
        let path = request.head.path
        let isAPI = path.hasPrefix("/api/")
        let (number, apiNumber) = counts.arrived(isAPI: isAPI)
        let response = plan.substitute(for: path, apiNumber: apiNumber)?.response ?? undisturbed(request)
        counts.answered(response.status)
        return Answer(
            response: response, requestNumber: number, delay: plan.delay(number: number, isAPI: isAPI),
            delivery: plan.delivery(apiNumber: apiNumber))
    }

    /// Counts a request that could not be read, and returns its number.
    func countRefused(status: Int) -> Int {
        let number = counts.arrived(isAPI: false).number
        counts.answered(status)
        return number
    }

    private func undisturbed(_ request: Request) -> Response {
        do {
            return try router.respond(to: request, self)
        } catch {
            return error.response
        }
    }
}
