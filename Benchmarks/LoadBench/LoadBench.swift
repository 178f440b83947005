import ArgumentParser
import CSystem
import Load

/// The engine alone, without suites: what `Benchmarks/compare_wrk.py` measures.
@main
struct LoadBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "load-bench", abstract: "Loads one plain-HTTP URL from a closed model and prints figures as JSON.")

    @Option(help: "Host name or address.") var host = "127.0.0.1"
    @Option(help: "Port.") var port: UInt16
    @Option(help: "Request target.") var path = "/"
    @Option(name: .shortAndLong, help: "Users, each with its own connection.") var connections = 50
    @Option(name: .shortAndLong, help: "Seconds of measurement.") var duration = 5.0
    @Option(name: .shortAndLong, help: "Generator threads.") var threads = 1
    @Option(help: "Milliseconds between a user's iterations.") var think = 0
    @Option(help: "Seconds of warm-up.") var warmup = 0.0

    func run() throws {
        let origin = Origin(host: host, port: port)
        let step = LoadStep(name: "request", origin: origin, request: try RequestTemplate(target: path))
        let plan = LoadPlan(
            model: .closed(users: connections, thinkTime: .constant(.milliseconds(think))),
            scenarios: [LoadScenario(name: "only", steps: [step])], length: .duration(.seconds(duration)),
            warmup: .seconds(warmup), threads: threads)
        let result = try LoadEngine.run(plan)
        var user: UInt64 = 0
        var system: UInt64 = 0
        sys_process_cpu_ns(&user, &system)
        let counts = result.counts()
        let requests = counts.completed + result.warmup.counts.completed
        func microseconds(_ percentile: Double, _ metric: LoadMetric) -> UInt64 {
            (result.value(.percentile(percentile), of: metric)?.nanoseconds ?? 0) / 1000
        }
        print(
            """
            {"requests": \(requests), "failed": \(counts.failed), "in_flight": \(counts.inFlight), \
            "retries": \(counts.reconnectRetries), "rate": \(Int(result.rate(\.succeeded) ?? 0)), \
            "user_us": \(user / 1000), "system_us": \(system / 1000), \
            "p50_us": \(microseconds(50, .response)), "p99_us": \(microseconds(99, .response)), \
            "service_p50_us": \(microseconds(50, .service)), "lag_p99_us": \(microseconds(99, .lag)), \
            "stall_us": \(result.generator.maxStall.nanoseconds / 1000), "busy": \(result.generator.busiestThread)}
            """)
        for failure in result.failures() { print("\(failure.failureClass) \(failure.count): \(failure.sample)") }
    }
}
