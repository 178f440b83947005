import Foundation
import TestSupport
import Testing

/// A release of one of the systems under `suites/`, as it should be or with one thing wrong, and what has to come of it.
struct SystemCase: Sendable, CustomTestStringConvertible {
    let system: String
    /// What is wrong with it, for people.
    let name: String
    /// Options of the demo target.
    var target: [String] = []
    /// Further arguments of `run`.
    var arguments: [String] = []
    var environment: [String: String] = [:]
    /// Spoils the release, whose suites and fixtures lie in this folder.
    var spoil: @Sendable (SystemFolder) throws -> Void = { _ in }
    var status: Int32 = 1
    /// The check that has to decide, such as `smoke/MASK-001`; for a GO one that has to warn, or none.
    var subject: String?
    /// The rule that has to be named.
    var rule: String?

    var testDescription: String { "\(system): \(name)" }
}

/// The suites of all systems and what they read, copied to a folder of its own, to be spoilt at will.
struct SystemFolder: Sendable {
    private let folder: TestFolder
    let system: String

    init(_ system: String) throws {
        folder = try TestFolder()
        self.system = system
        try FileManager.default.createDirectory(atPath: folder.file("fixtures"), withIntermediateDirectories: true)
        for name in [
            "suites", "fixtures/environments", "fixtures/backups", "fixtures/evidence", "fixtures/change-plans",
            "fixtures/releases", "fixtures/risks",
        ] {
            try FileManager.default.copyItem(atPath: "\(Binaries.root)/\(name)", toPath: folder.file(name))
        }
    }

    var path: String { folder.path }

    func text(_ name: String) throws -> String { try String(contentsOfFile: folder.file(name), encoding: .utf8) }

    func write(_ name: String, _ text: String) throws { try folder.write(name, text) }

    /// Takes the line of a key out of one of the system's environment files, and puts another in its place.
    func set(_ key: String, _ value: String, in environment: String) throws {
        let name = "fixtures/environments/\(system)/\(environment).env"
        let lines = try text(name).split(separator: "\n").map { $0.hasPrefix("\(key)=") ? "\(key)=\(value)" : $0 }
        try write(name, lines.joined(separator: "\n") + "\n")
    }

    /// Leaves the first half of a backup.
    func truncate(_ backup: String) throws {
        let url = URL(fileURLWithPath: folder.file("fixtures/backups/good/\(backup)"))
        let data = try Data(contentsOf: url)
        try data.prefix(data.count / 2).write(to: url)
    }

    func removeItem(_ name: String) throws { try FileManager.default.removeItem(atPath: folder.file(name)) }

    /// Runs one of the system's projects; the loads are cut short, and beside other tests no measurement is exact.
    func run(
        _ arguments: [String] = [], id: String = "SYSTEM", project: String = "gonogo.yaml",
        environment: [String: String] = [:]
    ) async throws -> ChildProgram.Ending {
        let loose = ["max_lateness=10s", "max_stall=10s", "max_shift=100%"].flatMap { ["--var", $0] }
        let isLoaded = project == "gonogo.yaml"
        return try await Gonogo.run(
            [
                "run", "-q", "--project", "suites/\(system)/\(project)", "--deployment-id", id,
                "--reports", folder.file("reports"),
            ] + (isLoaded ? loose : []) + arguments, in: path, environment: environment)
    }

    func record() throws -> Record { try Record(folder.file("reports/SYSTEM/run.json")) }

    func remove() { folder.remove() }
}
