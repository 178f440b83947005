import Checks
import Foundation
import Harness
import Model

/// A project file under `suites/`, and how it is loaded where nothing of the process environment is set.
struct ShippedProject: Sendable, CustomStringConvertible {
    let system: String
    let name: String

    static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static let all: [ShippedProject] = {
        let files = FileManager.default
        let systems = ((try? files.contentsOfDirectory(atPath: "\(root)/suites")) ?? []).sorted()
        return systems.flatMap { system in
            ((try? files.contentsOfDirectory(atPath: "\(root)/suites/\(system)")) ?? []).sorted()
                .filter { $0.hasPrefix("gonogo") && $0.hasSuffix(".yaml") }
                .map { ShippedProject(system: system, name: $0) }
        }
    }()

    var description: String { "\(system)/\(name)" }
    var file: String { "\(Self.root)/suites/\(system)/\(name)" }

    /// The names of its environments, in their order.
    var environments: [String] {
        SourceReader().yaml(file)?["environments"]?.mapping?.map(\.key) ?? []
    }

    /// Its suites in one environment, and every mistake in them as text.
    func load(_ environment: String) -> (suites: [Suite], mistakes: String) {
        let reader = SourceReader()
        let language = CheckKinds.language
        let loader = ProjectLoader(
            reader: reader, stepDefaults: language.stepDefaults, processEnvironment: [:], flags: [], isLenient: true)
        guard let project = loader.load(file, environment: environment, deploymentID: "D") else {
            return ([], "no project: \(reader.report)")
        }
        let suites = SuiteLoader(project: project, language: language, reader: reader).load()
        _ = Planner(suites: suites, diagnostics: reader.diagnostics).plan(Selection())
        return (suites, reader.report)
    }

    /// `system/suite/id` of everything that will have an outcome; of a row of a matrix also without the row.
    var checks: Set<String> {
        guard let first = environments.first else { return [] }
        let paths = load(first).suites.flatMap { suite in
            suite.units.map { $0.id.hasPrefix("\(suite.name)/") ? $0.id : "\(suite.name)/\($0.id)" }
        }
        return Set(paths.flatMap { ["\(system)/\($0)", "\(system)/\($0.prefix { $0 != "[" })"] })
    }
}
