import Foundation
import Model
import TestSupport

/// A folder with artefacts, removed at the end of a test.
final class ArtifactFolder: Sendable {
    private let folder: TestFolder

    init() throws { folder = try TestFolder() }

    deinit { folder.remove() }

    var path: String { folder.path }

    func at(_ name: String) -> String { folder.file(name) }

    /// Writes a file, in a folder below where the name says so; `age` puts its time into the past.
    @discardableResult
    func write(_ name: String, _ bytes: [UInt8], age: TimeInterval = 0) throws -> String {
        let url = URL(fileURLWithPath: at(name))
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        if age > 0 {
            try FileManager.default.setAttributes(
                [.modificationDate: Date(timeIntervalSinceNow: -age)], ofItemAtPath: at(name))
        }
        return at(name)
    }

    @discardableResult
    func write(_ name: String, _ text: String, age: TimeInterval = 0) throws -> String {
        try write(name, Array(text.utf8), age: age)
    }

    func bytes(_ name: String) -> [UInt8] { Array(FileManager.default.contents(atPath: at(name)) ?? Data()) }

    /// What a step says of the artefacts here.
    func run(_ step: String, scope: Scope = Scope(), in context: CaseContext? = nil) async throws -> StepResult {
        try await Written.run(step, scope: scope, directory: path, in: context)
    }
}

extension StepResult {
    /// The rules that are broken, in order.
    var rules: [String] { observations.compactMap { $0.outcome == .passed ? nil : $0.finding?.rule } }
}

/// A plain dump as pg_dump writes it.
let plainDump = """
    --
    -- PostgreSQL database dump
    --

    CREATE TABLE public.t (
        id integer
    );

    COPY public.t (id) FROM stdin;
    1
    2
    \\.

    --
    -- PostgreSQL database dump complete
    --


    """
