internal import Files
internal import JSON
internal import Model

/// Steps that run a program on this machine.
enum CommandStep: StepKind {
    static let name = "command"
    static let summary = "a program on this machine; exit status 0 is a check of its own, unless exit_code is checked"
    static let checksByItself = true
    static let impliedFacts: [(name: String, value: Int)] = [("exit_code", 0)]
    static let facts: Set<String> = [
        "exit_code", "stdout", "stderr", "body", "json", "jsonpath", "xpath", "regex", "bytes", "sha256",
        "timings.total",
    ]

    static let shape = MappingShape(
        "command",
        [
            Field("argv", .list(.text, nonEmpty: true), "the program and its arguments; no shell reads them"),
            Field("shell", .text, "a line for /bin/sh"),
            Field("env", .dictionary(.text), "environment variables; the place for secrets"),
            Field("stdin", .text, "the program's input"),
            Field("directory", .word, default: "the suite's folder", "the working directory, from the suite's folder"),
            Field("timeout", .duration, default: "30s", "the program and all that it started are ended by then"),
            Field("max_output", .bytes, default: "1MiB", "the most output kept of each stream"),
        ], exactlyOne: ["argv", "shell"])

    static func decode(_ node: Node, _ context: DecodingContext) -> (any Probe)? {
        let reader = Reader(node, scope: context.scope)
        for key in ["argv", "shell"] { refuseSecrets(node[key], context) }
        let arguments =
            reader.template("shell").map { [Template("/bin/sh"), Template("-c"), $0] }
            ?? (node["argv"]?.sequence ?? []).compactMap { $0.scalar.map { Template($0.text) } }
        guard !arguments.isEmpty else { return nil }
        return CommandProbe(
            arguments: arguments,
            environment: (node["env"]?.mapping ?? []).compactMap { member in
                member.value.scalar.map { (member.key, Template($0.text)) }
            },
            input: reader.template("stdin"),
            directory: reader.word("directory").map { Path.join(context.directory, $0) } ?? context.directory,
            timeout: reader.duration("timeout") ?? .seconds(30), maxOutput: reader.bytes("max_output") ?? 1_048_576,
            location: node.location)
    }

    /// Every process of the machine can read another one's arguments.
    private static func refuseSecrets(_ node: Node?, _ context: DecodingContext) {
        node?.forEachScalar { scalar, location in
            for name in Template(scalar.text).names
            where context.secretCaptures.contains(name) || context.scope[name]?.isSecret ?? false {
                context.diagnostics.error(
                    at: location, "the secret '\(name)' would be visible in the program's arguments",
                    fix: "pass it in env: {\(name.uppercased()): \"{{\(name)}}\"}")
            }
        }
    }
}

/// Runs the program and looks at its exit status and output.
struct CommandProbe: Probe {
    let arguments: [Template]
    let environment: [(name: String, value: Template)]
    let input: Template?
    let directory: String
    let timeout: Duration
    let maxOutput: Int
    let location: SourceLocation

    func attempt(in context: CaseContext, deadline: ContinuousClock.Instant) async -> ProbeResult {
        let scope = context.scope
        if let name = arguments.flatMap(\.names).first(where: { scope[$0]?.isSecret ?? false }) {
            return failure(
                "no secret in the arguments", "the secret '\(name)' would be visible in the program's arguments",
                .errored, request: nil)
        }
        var command: ChildProcess
        do {
            command = ChildProcess(
                arguments: try arguments.map { try $0.text(in: scope) },
                environment: try environment.map { ($0.name, try $0.value.text(in: scope)) },
                input: Array(try input?.text(in: scope).utf8 ?? "".utf8), directory: directory, maxOutput: maxOutput)
        } catch {
            return failure("a command that can be run", "\(error)", .errored, request: nil)
        }
        let limit = max(.milliseconds(1), min(timeout, ContinuousClock.now.duration(to: deadline)))
        let line = context.run.redactor.redact(command.arguments.joined(separator: " ")).clipped(to: 200)
        switch await command.run(timeout: limit) {
        case .notStarted(let why): return failure("to start", why, .errored, request: line)
        case .timedOut(let stdout, let stderr):
            let output = lastOutput(stderr.isEmpty ? stdout : stderr, context.run.redactor)
            return failure(
                "to end within \(limit.text)", "still running after \(limit.text)\(output)", .failed, request: line,
                "timeout")
        case .cancelled: return failure("to end", "interrupted", .errored, request: line)
        case .ended(let result):
            let stdout = String(decoding: result.stdout, as: UTF8.self)
            let stderr = String(decoding: result.stderr, as: UTF8.self)
            let problem =
                result.wasCut
                ? "the program wrote more than max_output (\(maxOutput) bytes), which is all that was kept" : nil
            let facts: [String: Evidence.Fact] = [
                "exit_code": .integer(result.status), "stdout": problem.map(Evidence.Fact.unknown) ?? .text(stdout),
                "stderr": problem.map(Evidence.Fact.unknown) ?? .text(stderr),
                "bytes": .bytes(result.stdout.count), "timings.total": .milliseconds(result.duration.milliseconds),
            ]
            let cut = result.wasCut ? ", output cut" : ""
            return ProbeResult(
                request: line, response: "exit \(result.status), \(result.stdout.count) bytes\(cut)",
                timings: Timings(totalMs: result.duration.milliseconds),
                finding: .evidence(Evidence(facts: facts, body: result.stdout, bodyProblem: problem)))
        }
    }

    /// Masks before it cuts. Output that was cut by its limit is not shown: its end is not the last of it, and may be a
    /// part of a secret.
    private func lastOutput(_ output: [UInt8], _ redactor: Redactor) -> String {
        guard !output.isEmpty else { return "" }
        guard output.count < maxOutput else { return "; it wrote \(maxOutput) bytes or more" }
        return "; last output: \(String(decoding: redactor.redact(output).suffix(200), as: UTF8.self))"
    }

    private func failure(
        _ expected: String, _ actual: String, _ outcome: Outcome, request: String?, _ errorClass: String? = nil
    ) -> ProbeResult {
        ProbeResult(
            request: request,
            finding: .failure(
                Observation(
                    property: "command", expected: expected, actual: actual, outcome: outcome, errorClass: errorClass,
                    location: location)))
    }
}
