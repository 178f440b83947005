import Foundation
import Harness
import Testing

@Suite("The table of requirements")
struct RequirementsTests {
    private static let text = try? String(
        contentsOfFile: "\(ShippedProject.root)/Documentation/Requirements.md", encoding: .utf8)

    /// The table's rows, by number.
    private static let rows: [String: String] = {
        let lines = (text ?? "").split(separator: "\n").map(String.init)
        return Dictionary(
            lines.compactMap { line in line.firstMatch(of: /^\| (R\d\.\d) \|/).map { (String($0.1), line) } },
            uniquingKeysWith: { "\($0)\n\($1)" })
    }()

    @Test("has each of R1 to R5 once")
    func complete() {
        let counts = [(1, 5), (2, 6), (3, 6), (4, 6), (5, 5)]
        let wanted = counts.flatMap { group, last in (1...last).map { "R\(group).\($0)" } }
        #expect(Self.rows.keys.sorted() == wanted)
        #expect(Self.rows.values.allSatisfy { !$0.contains("\n") })
    }

    @Test("names only checks that there are, and in each row a check, a test or a gap")
    func named() {
        let systems = Set(ShippedProject.all.map(\.system))
        let checks = ShippedProject.all.reduce(into: Set<String>()) { $0.formUnion($1.checks) }
        #expect(checks.count > 300)
        for (number, row) in Self.rows {
            let words = row.matches(of: /`([^`]+)`/).map { String($0.1) }
            let named = words.filter { word in systems.contains { word.hasPrefix("\($0)/") } }
            #expect(named.filter { !checks.contains($0) } == [], "\(number)")
            #expect(!named.isEmpty || words.contains { $0.hasSuffix("Tests") } || row.contains("**Gap:**"), "\(number)")
        }
    }

    @Test("names only tests that there are")
    func tests() throws {
        let files = try #require(FileManager.default.enumerator(atPath: "\(ShippedProject.root)/Tests"))
        let names = Set(files.compactMap { ($0 as? String).map { ($0 as NSString).lastPathComponent } })
        let named = (Self.text ?? "").matches(of: /`(\w+Tests)`/).map { "\($0.1).swift" }
        #expect(named.count > 5)
        #expect(named.filter { !names.contains($0) } == [])
    }

    @Test("a project that ships is valid in every environment", arguments: ShippedProject.all)
    func valid(project: ShippedProject) {
        #expect(!project.environments.isEmpty)
        for environment in project.environments { #expect(project.load(environment).mistakes == "", "\(environment)") }
    }
}
