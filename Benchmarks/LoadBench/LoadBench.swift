import ArgumentParser
import Load

/// The engine alone, without suites: what the scripts in `Benchmarks/` measure.
@main
struct LoadBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load-bench", abstract: "Loads one URL and prints figures as JSON.",
        discussion: "A closed model unless --rate is given. Durations in the output are microseconds.")

    enum Scheme: String, ExpressibleByArgument { case http, https }
    enum Version: String, ExpressibleByArgument {
        case auto
        case http11 = "1.1"
        case http2 = "2"
    }
    enum Arrivals: String, ExpressibleByArgument { case constant, poisson }

    @Option(help: "http or https.") var scheme = Scheme.http
    @Option(help: "Host name or address.") var host = "127.0.0.1"
    @Option(help: "Port.") var port: UInt16
    @Option(help: "Request target.") var path = "/"
    @Option(help: "A PEM file of trusted authorities, in place of the system's.") var caFile: String?
    @Option(help: "auto, 1.1 or 2.") var httpVersion = Version.auto

    @Option(name: .shortAndLong, help: "Connections; with --rate, one for each request in flight unless given.")
    var connections: Int?
    @Option(help: "Users of the closed model; as many as connections and streams unless given.") var users: Int?
    @Option(help: "Requests at a time on one HTTP/2 connection.") var streams = 1
    @Option(help: "Milliseconds between a user's iterations.") var think = 0
    @Option(help: "Open model: requests a second.") var rate: Double?
    @Option(help: "Open model: constant or poisson.") var arrivals = Arrivals.constant
    @Option(help: "Open model: requests under way at a time, at most.") var maxInFlight = 2000

    @Option(help: "Seconds until a request is given up.") var timeout = 10.0
    @Option(help: "Seconds of warm-up.") var warmup = 0.0
    @Option(name: .shortAndLong, help: "Seconds of measurement.") var duration = 5.0
    @Option(name: .shortAndLong, help: "Generator threads.") var threads = 1
    @Option(help: "Seconds between lines of progress before the result; 0 for none.") var progress = 0.0
    @Flag(help: "Add p50 and p99 of every second to the result.") var slices = false
    @Flag(help: "Write failures to stderr.") var warn = false

    func run() throws {
        let control = LoadControl()
        let ticker = progress > 0 ? ProgressTicker.start(every: progress, of: control) : nil
        let result = try LoadEngine.run(try plan(), control: control)
        ticker?.cancel()
        print(Figures(result, slices: slices).json)
        guard warn else { return }
        for failure in result.failures() {
            say("\(failure.failureClass) \(failure.phase) \(failure.count): \(failure.sample)")
        }
    }

    func validate() throws {
        guard warmup >= 0, duration > 0, timeout > 0, progress >= 0, think >= 0, streams > 0 else {
            throw ValidationError("--duration, --timeout and --streams must be more than 0, other times not negative")
        }
    }
}

extension LoadBench {
    private var origin: Origin {
        let version: Origin.Version =
            switch httpVersion {
            case .auto: .auto
            case .http11: .http11
            case .http2: .http2
            }
        return Origin(
            scheme: scheme == .http ? .http : .https, host: host, port: port, version: version,
            tls: TLSPolicy(caFile: caFile))
    }

    private func plan() throws -> LoadPlan {
        let step = LoadStep(
            name: "request", origin: origin, request: try RequestTemplate(target: path), timeout: .seconds(timeout))
        let users = users ?? (connections ?? 50) * streams
        let shared = connections.map { rate != nil || $0 != users } ?? (streams > 1)
        return LoadPlan(
            model: rate.map(openModel) ?? .closed(users: users, thinkTime: .constant(.milliseconds(think))),
            scenarios: [LoadScenario(name: "only", steps: [step])], length: .duration(.seconds(duration)),
            connections: shared ? .shared(connections ?? 50) : .perUser, streamsPerConnection: streams,
            warmup: .seconds(warmup), maxDuration: .seconds(warmup + duration + timeout + 60), threads: threads)
    }

    private func openModel(rate: Double) -> LoadModel {
        .open(
            OpenModel(
                arrivals: arrivals == .constant ? .constant : .poisson,
                stages: [.hold(rate, .seconds(warmup + duration))], maxInFlight: maxInFlight))
    }
}
