internal import Host
internal import Model

/// The question whether a service is up, put to the manager that runs, or to the list of processes where none does.
struct ServiceQuestion: Sendable {
    let name: String
    /// The name as systemd knows it: `nginx.service`.
    let unit: String
    /// The program that the suite says to look for.
    let process: String?

    /// Why there is no answer: a sentence without a full stop.
    struct NoAnswer: Error, CustomStringConvertible {
        var description: String
    }

    /// Asks with nothing of gonogo's own environment, in English, and for a bounded time.
    func ask(_ manager: ServiceManager, within limit: Duration) async throws -> MachineReading.Result {
        switch manager {
        case .systemd(let program):
            let properties = SystemdUnit.properties.joined(separator: ",")
            let output = try await output(
                of: [program, "show", "--no-pager", "--property=\(properties)", "--", unit], within: limit)
            guard output.status == 0 else { throw NoAnswer(description: "systemctl ended with \(output.status)") }
            return try judge(SystemdUnit(show: output.stdout))
        case .launchd(let program):
            let output = try await output(of: [program, "print", "system/\(name)"], within: limit)
            // 113: could not find service.
            if output.status == 113 { return result(false, "not found", "launchd", [:]) }
            guard output.status == 0 else { throw NoAnswer(description: "launchctl ended with \(output.status)") }
            let service = try LaunchdService(print: output.stdout)
            return result(service.isActive, service.state, "launchd", [:])
        }
    }

    private func output(of arguments: [String], within limit: Duration) async throws -> ChildProcess.Result {
        var child = ChildProcess(
            arguments: arguments,
            environment: [("PATH", "/usr/bin:/bin:/usr/sbin:/sbin"), ("LC_ALL", "C"), ("SYSTEMD_COLORS", "0")],
            input: [], directory: "/", maxOutput: 65_536)
        child.inheritsEnvironment = false
        switch await child.run(timeout: limit) {
        case .ended(let result) where result.wasCut: throw NoAnswer(description: "it wrote more than 64 KiB")
        case .ended(let result): return result
        case .timedOut: throw NoAnswer(description: "the service manager did not answer in \(limit.text)")
        case .cancelled: throw NoAnswer(description: "interrupted")
        case .notStarted(let why): throw NoAnswer(description: why)
        }
    }

    /// What systemd says. A unit that is not known here is as little up as one that is dead.
    func judge(_ unit: SystemdUnit) -> MachineReading.Result {
        var facts: [String: Evidence.Fact] = ["substate": .text(unit.substate)]
        if let restarts = unit.restarts { facts["restarts"] = .integer(restarts) }
        if let file = unit.file { facts["unit_file"] = .text(file) }
        return result(unit.isActive, unit.isMissing ? "not found" : unit.state, "systemd", facts)
    }

    /// What the list of processes says where no service manager runs. A program that was named in the suite and doesn't
    /// run is down; one that was only guessed at from the service's name may be called otherwise: nothing is known then.
    func judge(_ processes: [RunningProcess]) throws(NoAnswer) -> MachineReading.Result {
        // A client that a person has started in a terminal is no service.
        let program = process ?? guessedProgram
        let running = processes.filter { $0.id != Host.ownProcess && !$0.hasTerminal && $0.isCalled(program) }
        guard !running.isEmpty || process != nil else {
            throw NoAnswer(
                description: "no service manager (systemd, launchd) runs here, and no process is called "
                    + "'\(program)'; name the program that has to run with process:")
        }
        return result(!running.isEmpty, running.isEmpty ? "no process" : "running", "process", [:])
    }

    /// `postgresql@16-main.service` is likely to be a program called `postgresql`.
    private var guessedProgram: String {
        let base = name.hasSuffix(".service") ? String(name.dropLast(8)) : name
        return String(base.prefix { $0 != "@" })
    }

    private func result(
        _ isActive: Bool, _ state: String, _ manager: String, _ facts: [String: Evidence.Fact]
    ) -> MachineReading.Result {
        let all: [String: Evidence.Fact] = [
            "active": .bool(isActive), "state": .text(state), "manager": .text(manager),
        ]
        return MachineReading.Result(
            summary: "\(state), as \(manager == "process" ? "the list of processes" : manager) says",
            evidence: Evidence(facts: facts.merging(all) { _, new in new }))
    }
}
