import Checks
import Foundation
import Harness
import Model
import Testing

@Suite("The handbook")
struct DocumentationTests {
    private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    private static let language = CheckKinds.language

    private static let shapes: [MappingShape] =
        [
            MappingShape("project", ProjectShape.fields(stepDefaults: language.stepDefaults)),
            SuiteShape.cases(language),
            IncludeShape.file(language),
        ]
        + language.suiteKinds.map(SuiteShape.action)

    @Test("names every key of the format")
    func keys() throws {
        let text = try String(contentsOfFile: "\(Self.root)/Documentation/SuiteFormat.md", encoding: .utf8)
        // The same shapes stand in many places: each name is looked for once.
        var names: Set<String> = []
        for shape in Self.shapes {
            ShapeWalk.fields(of: .mapping(shape)) { field in
                if field.isAvailable { names.insert(field.name) }
            }
        }
        let missing = names.filter { name in
            !["`\(name)`", "`\(name):", "`\(name) "].contains { text.contains($0) }
        }
        #expect(missing.sorted() == [])
    }
}
