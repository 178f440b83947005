import Foundation
import TestSupport
import Testing

/// A case under `fixtures/cases/FOLDER/`: NAME.yaml, a suite or a whole project file, and what running it gives in
/// NAME.out, NAME.err and NAME.exit; NAME.args holds further arguments, one a line, and NAME.files/ what it reads.
///
/// Comments at the head of the YAML file ask for what a suite can't say:
///
///     # target: --fault errors        options of the demo target behind {{base_url}}
///     # policy: {max_flaky: 1}        the project's policy
///     # environment: secrets: {…}     a line more for the project's one environment
///     # copy: suites/probes          a folder of the repository, put beside the suite
///     # process: TOKEN=abc            an environment variable
struct GoldenCase: Sendable, CustomTestStringConvertible {
    let folder: String
    let name: String
    let hasSource: Bool

    var testDescription: String { "\(folder)/\(name)" }

    static let root = "\(Binaries.root)/fixtures/cases"
    /// `GONOGO_UPDATE_GOLDEN=1` writes what came in place of comparing it.
    static let isUpdating = ProcessInfo.processInfo.environment["GONOGO_UPDATE_GOLDEN"] == "1"

    static let all: [GoldenCase] = {
        let files = FileManager.default
        return ((try? files.contentsOfDirectory(atPath: root)) ?? []).sorted().flatMap { folder -> [GoldenCase] in
            let names = (try? files.contentsOfDirectory(atPath: "\(root)/\(folder)")) ?? []
            let sources = Set(names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) })
            let bare = Set(names.filter { $0.hasSuffix(".args") }.map { String($0.dropLast(5)) }).subtracting(sources)
            return
                (sources.map { GoldenCase(folder: folder, name: $0, hasSource: true) }
                + bare.map { GoldenCase(folder: folder, name: $0, hasSource: false) }).sorted { $0.name < $1.name }
        }
    }()

    func path(_ suffix: String) -> String { "\(Self.root)/\(folder)/\(name).\(suffix)" }

    func text(_ suffix: String) -> String? { try? String(contentsOfFile: path(suffix), encoding: .utf8) }

    var arguments: [String] { (text("args") ?? "").split(separator: "\n").map(String.init) }

    /// What the head of the file asks for under a key, each line's own.
    func directives(_ key: String) -> [String] {
        (text("yaml") ?? "").split(separator: "\n").prefix { $0.hasPrefix("#") }.compactMap { line in
            line.hasPrefix("# \(key): ") ? String(line.dropFirst(key.count + 4)) : nil
        }
    }
}
