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
}
