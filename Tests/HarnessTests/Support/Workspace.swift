import Foundation
import Harness
import Model
import TestSupport

/// A folder with a project and its suites; gone with the last reference.
final class Workspace: Sendable {
    let folder: TestFolder

    static let project = """
        version: 1
        project: P
        suites: [s/*.yaml]
        environments:
          local: {base_url: "http://h", secrets: {token: s3cret-token}, vars: {user: ann}}

        """

    /// Writes the files by their paths; without a `gonogo.yaml` among them a small one is put in.
    init(_ files: [String: String]) throws {
        folder = try TestFolder()
        for (path, text) in files.merging(["gonogo.yaml": Self.project], uniquingKeysWith: { given, _ in given }) {
            let directory = URL(fileURLWithPath: folder.file(path)).deletingLastPathComponent()
            try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
            try folder.write(path, text)
        }
    }

    deinit { folder.remove() }

    /// A workspace with one suite of cases, its head written already.
    static func suite(_ cases: String, head: String = "suite: s\nkind: smoke\n", files: [String: String] = [:]) throws
        -> Workspace
    {
        try Workspace(files.merging(["s/s.yaml": head + "cases:\n" + cases]) { given, _ in given })
    }

    func load(
        environment: String? = nil, process: [String: String] = [:], flags: [(name: String, value: String)] = [],
        isLenient: Bool = false, language: SuiteLanguage = Script().language
    ) -> Loaded {
        let reader = SourceReader()
        let loader = ProjectLoader(
            reader: reader, stepDefaults: language.stepDefaults, processEnvironment: process, flags: flags,
            isLenient: isLenient)
        let project = loader.load(folder.file("gonogo.yaml"), environment: environment, deploymentID: "D-1")
        let suites = project.map { SuiteLoader(project: $0, language: language, reader: reader).load() } ?? []
        return Loaded(workspace: self, reader: reader, project: project, suites: suites)
    }
}

/// A project as it was loaded, and what was said about it.
struct Loaded {
    let workspace: Workspace
    let reader: SourceReader
    let project: Project?
    let suites: [Suite]

    /// Every report as `file:line:column message`, files as they are named in the workspace.
    var problems: [String] {
        reader.diagnostics.sorted.map { short("\($0.location.map { "\($0) " } ?? "")\($0.message)") }
    }

    var fixes: [String] { reader.diagnostics.sorted.map { short($0.fix ?? "") } }

    private func short(_ text: String) -> String {
        text.replacingOccurrences(of: workspace.folder.path + "/", with: "")
    }

    var cases: [Case] {
        suites.flatMap { suite -> [Case] in
            if case .cases(let cases) = suite.body { cases } else { [] }
        }
    }

    /// The plan for a selection; what is wrong with the needs joins the other reports.
    func plan(_ selection: Selection = Selection()) -> Plan {
        Planner(suites: suites, diagnostics: reader.diagnostics).plan(selection)
    }
}
