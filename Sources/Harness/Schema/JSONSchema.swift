package import JSON
package import Model

/// Writes the suite format as JSON Schema (draft 2020-12), so that editors complete and underline.
package enum JSONSchema {
    /// The schema of `gonogo.yaml`.
    package static func project(_ language: SuiteLanguage) -> JSONValue {
        document("gonogo project file", object(MappingShape("project file", ProjectShape.fields(stepDefaults: language.stepDefaults))))
    }

    /// The schema of suite files: one branch for each kind.
    package static func suite(_ language: SuiteLanguage) -> JSONValue {
        let special = language.suiteKinds.map { branch(SuiteShape.action($0), kinds: [$0.kind]) }
        let plain = SuiteKindName.allCases.filter { kind in !language.suiteKinds.contains { $0.kind == kind } }
        return document("gonogo suite", ["oneOf": .array([branch(SuiteShape.cases(language), kinds: plain)] + special)])
    }

    private static func document(_ title: String, _ body: JSONValue) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init(name: "$schema", value: "https://json-schema.org/draft/2020-12/schema"), .init(name: "title", value: .string(title)),
        ]
        if case .object(let object) = body { members += object.members }
        return .object(JSONObject(members))
    }

    private static func branch(_ shape: MappingShape, kinds: [SuiteKindName]) -> JSONValue {
        var shape = shape
        if let index = shape.fields.firstIndex(where: { $0.name == "kind" }) {
            shape.fields[index].shape = .choice(kinds.map(\.rawValue))
            shape.fields[index].isRequired = true
        }
        return object(shape)
    }

    private static func object(_ shape: MappingShape, depth: Int = 0) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init(name: "type", value: "object"), .init(name: "additionalProperties", value: false),
            .init(name: "properties", value: .object(JSONObject(shape.fields.filter(\.isAvailable).map { field in
                .init(name: field.name, value: described(schema(field.shape, depth: depth + 1), field))
            }))),
        ]
        let required = shape.fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        if !shape.exactlyOne.isEmpty { members.append(.init(name: "oneOf", value: .array(shape.exactlyOne.map(presence)))) }
        if !shape.atLeastOne.isEmpty { members.append(.init(name: "anyOf", value: .array(shape.atLeastOne.map(presence)))) }
        return .object(JSONObject(members))
    }

    private static func presence(_ name: String) -> JSONValue { ["required": [.string(name)]] }

    private static func described(_ schema: JSONValue, _ field: Field) -> JSONValue {
        guard case .object(let object) = schema else { return schema }
        let text = field.fallback.map { "\(field.summary) (default: \($0))" } ?? field.summary
        return .object(JSONObject([.init(name: "description", value: .string(text))] + object.members))
    }

    /// Shapes that contain themselves are written out a few levels deep, which is deeper than anyone nests them.
    private static let deepest = 12

    private static func schema(_ shape: Shape, depth: Int) -> JSONValue {
        guard depth < deepest else { return [:] }
        switch shape {
        case .any, .unavailable: return [:]
        case .text, .word: return ["type": ["string", "number", "boolean"]]
        case .identifier: return ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_.-]*$"]
        case .boolean: return orTemplate(["type": "boolean"])
        case .number: return orTemplate(["type": "number"])
        case .integer(let range):
            return orTemplate([
                "type": "integer", "minimum": .number(JSONNumber(range.lowerBound)), "maximum": .number(JSONNumber(range.upperBound)),
            ])
        case .duration: return orTemplate(["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(us|ms|s|m|min|h|d)$"])
        case .bytes:
            return orTemplate(["type": ["integer", "string"], "pattern": "^[0-9]+(\\.[0-9]+)?(B|KB|MB|GB|KiB|MiB|GiB)?$"])
        case .choice(let names):
            if names == ["true"] { return ["const": true] }
            return ["enum": .array(names.map { .string($0) })]
        case .checked: return ["type": ["string", "integer"]]
        case .list(let element, let nonEmpty):
            return ["type": "array", "items": schema(element, depth: depth + 1), "minItems": nonEmpty ? 1 : 0]
        case .oneOrMany(let element):
            let one = schema(element, depth: depth + 1)
            return ["anyOf": [one, ["type": "array", "items": one, "minItems": 1]]]
        case .dictionary(let value): return ["type": "object", "additionalProperties": schema(value, depth: depth + 1)]
        case .mapping(let mapping): return object(mapping, depth: depth)
        case .scalarOr(let scalar, let mapping): return ["anyOf": [schema(scalar, depth: depth + 1), object(mapping, depth: depth)]]
        case .lazy(let make, _): return schema(make(), depth: depth + 1)
        }
    }

    private static func orTemplate(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "string", "pattern": "\\{\\{.+\\}\\}"]]]
    }
}
