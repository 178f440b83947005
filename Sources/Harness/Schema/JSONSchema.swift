package import JSON
package import Model

/// Writes the suite format as JSON Schema (draft 2020-12), so that editors complete and underline.
package enum JSONSchema {
    /// The schema of `gonogo.yaml`.
    package static func project(_ language: SuiteLanguage) -> JSONValue {
        var writer = SchemaWriter()
        let shape = MappingShape("project", ProjectShape.fields(stepDefaults: language.stepDefaults))
        return document("gonogo project file", [("$ref", writer.reference(shape))], writer)
    }

    /// The schema of suite files: one branch for each kind.
    package static func suite(_ language: SuiteLanguage) -> JSONValue {
        var writer = SchemaWriter()
        let plain = SuiteKindName.allCases.filter { kind in !language.suiteKinds.contains { $0.kind == kind } }
        var branches = [writer.schema(branch(SuiteShape.cases(language), kinds: plain))]
        for definition in language.suiteKinds { branches.append(writer.schema(branch(SuiteShape.action(definition), kinds: [definition.kind]))) }
        return document("gonogo suite", [("oneOf", .array(branches))], writer)
    }

    private static func document(_ title: String, _ body: [(String, JSONValue)], _ writer: SchemaWriter) -> JSONValue {
        let head: [(String, JSONValue)] = [("$schema", "https://json-schema.org/draft/2020-12/schema"), ("title", .string(title))]
        let definitions = JSONValue.object(JSONObject(writer.definitions))
        return .object(JSONObject((head + body + [("$defs", definitions)]).map { JSONObject.Member(name: $0.0, value: $0.1) }))
    }

    private static func branch(_ shape: MappingShape, kinds: [SuiteKindName]) -> Shape {
        var shape = shape
        shape.name = kinds.count == 1 ? "\(kinds[0].rawValue)-suite" : "suite"
        if let index = shape.fields.firstIndex(where: { $0.name == "kind" }) {
            shape.fields[index].shape = .choice(kinds.map(\.rawValue))
            shape.fields[index].isRequired = true
        }
        return .mapping(shape)
    }
}

/// Writes each mapping once, under `$defs`, and refers to it from then on: most stand at many places of the format,
/// and some contain themselves.
private struct SchemaWriter {
    private(set) var definitions: [JSONObject.Member] = []
    /// The pointer of a definition by its text.
    private var known: [String: JSONValue] = [:]
    private var names: Set<String> = []

    /// A pointer to the mapping's definition.
    mutating func reference(_ shape: MappingShape) -> JSONValue {
        let definition = object(shape)
        let text = JSONWriter().text(definition)
        if let pointer = known[text] { return pointer }
        let pointer = define(freshName(shape.name), definition)
        known[text] = pointer
        return pointer
    }

    private mutating func define(_ name: String, _ value: JSONValue) -> JSONValue {
        definitions.append(.init(name: name, value: value))
        return .string("#/$defs/\(name)")
    }

    private mutating func freshName(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !names.insert(name).inserted {
            name = "\(wanted)-\(number)"
            number += 1
        }
        return name
    }

    /// A shape that may contain itself: its name is given away before it is written.
    private mutating func lazy(_ make: () -> Shape, _ name: String) -> JSONValue {
        let key = "lazy \(name)"
        if let pointer = known[key] { return ["$ref": pointer] }
        let fresh = freshName(name)
        let pointer = JSONValue.string("#/$defs/\(fresh)")
        known[key] = pointer
        let value = schema(make())
        return ["$ref": define(fresh, value)]
    }

    private mutating func object(_ shape: MappingShape) -> JSONValue {
        var properties: [JSONObject.Member] = []
        for field in shape.fields { properties.append(.init(name: field.name, value: Self.described(schema(field.shape), field))) }
        var members: [JSONObject.Member] = [
            .init(name: "type", value: "object"), .init(name: "additionalProperties", value: false),
            .init(name: "properties", value: .object(JSONObject(properties))),
        ]
        let required = shape.fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        if !shape.exactlyOne.isEmpty { members.append(.init(name: "oneOf", value: .array(shape.exactlyOne.map(Self.presence)))) }
        if !shape.atLeastOne.isEmpty { members.append(.init(name: "anyOf", value: .array(shape.atLeastOne.map(Self.presence)))) }
        return .object(JSONObject(members))
    }

    private static func presence(_ name: String) -> JSONValue { ["required": [.string(name)]] }

    private static func described(_ schema: JSONValue, _ field: Field) -> JSONValue {
        guard case .object(let object) = schema else { return schema }
        let text = field.fallback.map { "\(field.summary) (default: \($0))" } ?? field.summary
        return .object(JSONObject([.init(name: "description", value: .string(text))] + object.members))
    }

    mutating func schema(_ shape: Shape) -> JSONValue {
        switch shape {
        case .any: return [:]
        case .text, .word: return ["type": ["string", "number", "boolean"]]
        case .identifier: return ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_.-]*$"]
        case .boolean: return Self.orTemplate(["type": "boolean"])
        case .number: return Self.orTemplate(["type": "number"])
        case .integer(let range):
            return Self.orTemplate([
                "type": "integer", "minimum": .number(JSONNumber(range.lowerBound)), "maximum": .number(JSONNumber(range.upperBound)),
            ])
        case .duration: return Self.orTemplate(["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(us|ms|s|m|min|h|d)$"])
        case .bytes:
            return Self.orTemplate(["type": ["integer", "string"], "pattern": "^[0-9]+(\\.[0-9]+)?(B|KB|MB|GB|KiB|MiB|GiB)?$"])
        case .choice(let names):
            if names == ["true"] { return ["const": true] }
            return ["enum": .array(names.map { .string($0) })]
        case .checked: return ["type": ["string", "number"]]
        case .list(let element, let nonEmpty):
            return ["type": "array", "items": schema(element), "minItems": nonEmpty ? 1 : 0]
        case .oneOrMany(let element):
            let one = schema(element)
            return ["anyOf": [one, ["type": "array", "items": one, "minItems": 1]]]
        case .dictionary(let value): return ["type": "object", "additionalProperties": schema(value)]
        case .mapping(let mapping): return ["$ref": reference(mapping)]
        case .scalarOr(let scalar, let mapping): return ["anyOf": [schema(scalar), ["$ref": reference(mapping)]]]
        case .lazy(let make, let name): return lazy(make, name)
        }
    }

    private static func orTemplate(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "string", "pattern": "\\{\\{.+\\}\\}"]]]
    }
}
