import ArgumentParser

/// The demo target: an API to try gonogo on, with faults to switch on.
@main
struct TargetCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gonogo-target",
        abstract: "A small HTTP server to try gonogo on: the API of an estimator, with faults to switch on.",
        discussion: """
            Prints 'listening on http://HOST:PORT' once it is ready, and ends with status 0 on Ctrl-C or SIGTERM.

            EXAMPLES
              A healthy target, then one that answers too late, then two faults at once:
                gonogo-target --port 8080
                gonogo-target --port 8080 --fault slow
                gonogo-target --port 8080 --fault errors,reset --quiet
              A free port, told through a file:
                gonogo-target --port 0 --port-file port.txt
              Stops for a second in every five:
                gonogo-target --latency constant:1ms --fault stall --stall 1s/5s
              Ask it:
                curl -H 'Authorization: Bearer test-token' \\
                  http://127.0.0.1:8080/api/v1/estimates

            FAULTS
            \(entries(Fault.allCases.map { ($0.rawValue, $0.explanation) }))

            ENDPOINTS
            \(entries(Routes.overview.map { ($0.route, $0.summary) }))

            The user is \(Credentials.email) with the password \(Credentials.password); the bearer token
            '\(Credentials.staticToken)' works without logging in. JSON Web Tokens for /api/v1/profile are signed with
            '\(Credentials.signingKey)'. Errors are {"error": {"status", "code", "message"}}.
            All data is in memory, bounded, and gone at the end.
            Limits: \(ConnectionRegistry.maxConnections) connections, 16 KiB head in 10 s, 1 MiB body in 15 s.
            """,
        version: Service.version)

    @Option(help: "The port to listen on; 0 takes a free one.")
    var port: UInt16 = 8080

    @Option(help: "The numeric address to listen on. Anything but loopback lets others in.")
    var host = "127.0.0.1"

    @Option(help: ArgumentHelp("A fault to switch on; several with commas or by repeating.", valueName: "name"))
    var fault: [String] = []

    @Option(
        help: ArgumentHelp(
            "Thinking time: none, constant:5ms, or lognormal:MEDIAN,P95[,MAX]. (default: \(Latency.standard))",
            valueName: "distribution"),
        transform: readLatency)
    var latency = Latency.standard

    @Option(help: "Fixes the sequence of delays.")
    var seed: UInt64 = 42

    @Option(
        help: ArgumentHelp(
            "How long answers stop at the end of every period, with --fault stall. (default: \(Stall.standard))",
            valueName: "stop/period"),
        transform: readStall)
    var stall = Stall.standard

    @Option(
        help: ArgumentHelp("Write the port to this file once listening; it is removed at the end.", valueName: "path"))
    var portFile: String?

    @Flag(help: "Print nothing but errors.")
    var quiet = false

    func validate() throws { _ = try faults() }

    func run() throws {
        TerminationSignals.hold()
        let service = Service(
            plan: FaultPlan(faults: try faults(), latency: latency, random: SplitMix(seed: seed), stall: stall))
        do {
            let server = try Server(host: host, port: port, service: service)
            try server.start()
            let file = portFile.map(PortFile.init)
            try file?.write(server.port)
            defer { file?.remove() }
            announce(server)
            TerminationSignals.wait()
            server.stop()
        } catch {
            Console.note("error: \(error)")
            throw ExitCode(1)
        }
        if !quiet { Console.note("\(service.counts.figures.received) requests received") }
    }

    /// A term a line, its explanation indented below.
    private static func entries(_ entries: [(String, String)]) -> String {
        entries.map { "  \($0)\n      \($1)" }.joined(separator: "\n")
    }

    private func announce(_ server: Server) {
        guard !quiet else { return }
        let shown = host.contains(":") ? "[\(host)]" : host
        Console.say("listening on http://\(shown):\(server.port)")
        if !fault.isEmpty { Console.note("faults: \(fault.joined(separator: ", ")); latency \(latency)") }
        if !["127.0.0.1", "::1", "localhost"].contains(host) { Console.note("warning: reachable from other machines") }
    }

    private func faults() throws -> Set<Fault> {
        let names = fault.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
        return Set(
            try names.map { name in
                guard let fault = Fault(rawValue: String(name)) else {
                    let known = Fault.allCases.map(\.rawValue).joined(separator: ", ")
                    throw ValidationError("There is no fault '\(name)'. Known: \(known).")
                }
                return fault
            })
    }
}

private func readStall(_ text: String) throws -> Stall {
    guard let stall = Stall(text) else {
        throw ValidationError("'\(text)' is no stall: write it as 1s/5s, the stop before the period.")
    }
    return stall
}

private func readLatency(_ text: String) throws -> Latency {
    guard let latency = Latency(text) else {
        throw ValidationError(
            "'\(text)' is neither none, constant:5ms nor lognormal:8ms,20ms,200ms (units us, ms, s; up to 60s).")
    }
    return latency
}
