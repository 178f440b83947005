import Foundation
import TestSupport

/// The program under test, run in folders of its own.
enum Gonogo {
    /// More at once would make each slow on a small machine, and nothing faster.
    private static let slots = Slots(4)

    /// Runs it to its end. `shell` is a line that a shell runs first, such as `ulimit -f 4`.
    static func run(
        _ arguments: [String], in folder: String, environment: [String: String] = [:], input: String = "",
        output: ChildProgram.Stream = .captured, shell: String? = nil, within limit: Duration = .seconds(60)
    ) async throws -> ChildProgram.Ending {
        try await slots.run {
            let child = try start(
                arguments, in: folder, environment: environment, input: input, output: output, shell: shell)
            return try await child.end(within: limit)
        }
    }

    /// Starts it and leaves the rest to `work`, within one of the slots.
    static func start<Result>(
        _ arguments: [String], in folder: String, environment: [String: String] = [:],
        output: ChildProgram.Stream = .captured, errors: ChildProgram.Stream = .captured,
        _ work: (ChildProgram) async throws -> Result
    ) async throws -> Result {
        try await slots.run {
            try await work(
                try start(arguments, in: folder, environment: environment, output: output, errors: errors))
        }
    }

    private static func start(
        _ arguments: [String], in folder: String, environment: [String: String], input: String = "",
        output: ChildProgram.Stream = .captured, errors: ChildProgram.Stream = .captured, shell: String? = nil
    ) throws -> ChildProgram {
        let program = try Binaries.path("gonogo")
        // Nothing of the machine's own environment decides a test.
        var variables = ["PATH": "/usr/local/bin:/usr/bin:/bin", "TERM": "dumb", "LANG": "C.UTF-8"]
        variables.merge(environment) { $1 }
        guard let shell else {
            return try ChildProgram(
                program, arguments, in: folder, environment: variables, input: input, output: output,
                errors: errors)
        }
        return try ChildProgram(
            "/bin/sh", ["-c", "\(shell); exec \"$@\"", "sh", program] + arguments, in: folder, environment: variables,
            input: input, output: output, errors: errors)
    }
}

/// A project in a folder of its own, ready to run.
struct Workspace {
    let folder: TestFolder
    static let deploymentID = "GOLDEN"

    var path: String { folder.path }
    /// The folder of the run's reports.
    var reports: String { folder.file("reports/\(Self.deploymentID)") }

    init() throws { folder = try TestFolder() }

    /// With one suite, and a project file around it.
    init(suite: String, baseURL: String? = nil, policy: String? = nil, environment: String = "") throws {
        folder = try TestFolder()
        try folder.write("suite.yaml", suite)
        try folder.write(
            "gonogo.yaml",
            Self.project(suite: "suite.yaml", baseURL: baseURL, policy: policy, environment: environment))
    }

    static func project(suite: String, baseURL: String?, policy: String? = nil, environment: String = "") -> String {
        """
        version: 1
        project: golden
        suites: [\(suite)]
        environments:
          test:
            vars: {environment_kind: test}
            \(baseURL.map { "base_url: \($0)" } ?? "")
            \(environment)
        \(policy.map { "policy: \($0)" } ?? "")

        """
    }

    func run(
        _ arguments: [String] = [], environment: [String: String] = [:], within limit: Duration = .seconds(60)
    ) async throws -> ChildProgram.Ending {
        try await Gonogo.run(
            ["run", "-q", "--deployment-id", Self.deploymentID] + arguments, in: path, environment: environment,
            within: limit)
    }

    func text(_ name: String) -> String? { try? String(contentsOfFile: folder.file(name), encoding: .utf8) }

    func isThere(_ name: String) -> Bool { FileManager.default.fileExists(atPath: folder.file(name)) }

    func record() throws -> Record { try Record(folder.file("reports/\(Self.deploymentID)/run.json")) }

    /// How many cases the journal of a run that goes on tells of.
    var finishedCases: Int {
        (text("reports/\(Self.deploymentID)/journal.jsonl") ?? "").split(separator: "\n").count {
            $0.contains("\"case_finished\"")
        }
    }

    func remove() { folder.remove() }
}
