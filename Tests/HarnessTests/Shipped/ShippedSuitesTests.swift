import Checks
import Foundation
import Harness
import Model
import Testing

@Suite("The suites that ship")
struct ShippedSuitesTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    @Test("the suites of KIS_CORE_V3 are valid in every environment", arguments: ["local", "staging", "production"])
    func valid(environment: String) throws {
        let reader = SourceReader()
        let language = CheckKinds.language
        let loader = ProjectLoader(
            reader: reader, stepDefaults: language.stepDefaults, processEnvironment: [:], flags: [], isLenient: true)
        let file = "\(Self.root)/suites/kis-core/gonogo.yaml"
        let project = try #require(loader.load(file, environment: environment, deploymentID: "D"))
        let suites = SuiteLoader(project: project, language: language, reader: reader).load()
        let plan = Planner(suites: suites, diagnostics: reader.diagnostics).plan(Selection())
        #expect(reader.report == "")
        #expect(plan.units.count { $0.unit == .threshold } > 3)
        #expect(suites.filter { $0.kind == .smoke }.flatMap(\.units).count >= 12)
        #expect(suites.filter { $0.kind == .integration }.flatMap(\.units).count >= 8)
    }

    @Test("every probe that ships can be used as it is, is active, and says what its parameters are")
    func probes() throws {
        let folder = "\(Self.root)/suites/probes"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".yaml") }
            .sorted()
        #expect(names.count >= 6)
        let given = [
            "url": "/x", "host": "app.example", "signing_key": "0123456789abcdef0123456789abcdef",
        ]
        let uses = try names.map { name in
            let reader = SourceReader()
            let root = try #require(reader.yaml("\(folder)/\(name)"))
            let parameters = root["parameters"]?.mapping ?? []
            #expect(parameters.allSatisfy { $0.value["description"]?.text != nil }, "\(name)")
            let wanted = parameters.filter { $0.value["default"] == nil }.map(\.key)
            let values = wanted.map { "\($0): \"\(given[$0] ?? "")\"" }.joined(separator: ", ")
            return "  - {use: \"\(folder)/\(name)\", with: {\(values)}}\n"
        }
        let loaded = try Workspace.suite(uses.joined()).load(language: CheckKinds.language)
        #expect(loaded.problems == [])
        #expect(loaded.cases.count > names.count)
        #expect(loaded.cases.allSatisfy { $0.isActive })
    }
}
