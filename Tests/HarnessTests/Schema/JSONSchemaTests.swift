import Checks
import Harness
import JSON
import Model
import Testing

@Suite("The format as JSON Schema")
struct JSONSchemaTests {
    private static let language = CheckKinds.language

    private static let schemas: [JSONValue] = [
        JSONSchema.project(language), JSONSchema.suite(language), JSONSchema.include(language),
    ]

    @Test("the schemas are valid JSON without a name twice", arguments: schemas)
    func valid(schema: JSONValue) throws {
        let document = try JSONReader.documents.read(JSONWriter().text(schema))
        #expect(document.value == schema)
        #expect(document.duplicates.isEmpty)
        guard case .object(let object) = schema else { return #expect(Bool(false), "a schema is an object") }
        #expect(object["$schema"] == "https://json-schema.org/draft/2020-12/schema")
    }

    @Test("they are small enough for an editor, and every reference in them leads somewhere", arguments: schemas)
    func references(schema: JSONValue) throws {
        #expect(JSONWriter().text(schema).utf8.count < 500_000)
        guard case .object(let object) = schema, case .object(let definitions) = object["$defs"] ?? [:] else {
            return #expect(Bool(false), "no object")
        }
        let wanted = Set(Self.references(schema))
        #expect(wanted == Set(definitions.members.map { "#/$defs/\($0.name)" }))
    }

    private static func references(_ schema: JSONValue) -> [String] {
        switch schema {
        case .object(let object):
            object.members.flatMap { member -> [String] in
                if member.name == "$ref", case .string(let target) = member.value { return [target] }
                return references(member.value)
            }
        case .array(let elements): elements.flatMap(references)
        default: []
        }
    }

    @Test("every key of the format stands in them, with its sentence")
    func keys() {
        var described: Set<String> = []
        for schema in Self.schemas { Self.collect(schema, &described) }
        var missing: [String] = []
        for shape in Self.shapes {
            ShapeWalk.fields(of: .mapping(shape)) { field in
                if field.isAvailable,
                    !described.contains(
                        Self.line(field.name, field.summary + (field.fallback.map { " (default: \($0))" } ?? "")))
                {
                    missing.append(field.name)
                }
            }
        }
        #expect(missing == [])
        #expect(described.count > 150)
    }

    private static var shapes: [MappingShape] {
        [MappingShape("project", ProjectShape.fields(stepDefaults: language.stepDefaults)), SuiteShape.cases(language)]
            + language.suiteKinds.map(SuiteShape.action)
    }

    private static func line(_ name: String, _ sentence: String) -> String { "\(name): \(sentence)" }

    /// Every property with its description.
    private static func collect(_ schema: JSONValue, _ found: inout Set<String>) {
        switch schema {
        case .object(let object):
            if case .object(let properties)? = object["properties"] {
                for property in properties.members {
                    if case .object(let inner) = property.value, case .string(let text)? = inner["description"] {
                        found.insert(line(property.name, text))
                    }
                }
            }
            for member in object.members { collect(member.value, &found) }
        case .array(let elements): for element in elements { collect(element, &found) }
        default: break
        }
    }
}
