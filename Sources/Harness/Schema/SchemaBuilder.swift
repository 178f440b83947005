internal import JSON
internal import Model

/// Turns shapes into JSON Schema. A mapping that stands in several places, or within itself, becomes one definition.
final class SchemaBuilder {
    private var definitions: [JSONObject.Member] = []
    /// The definition of each mapping, by what makes it up.
    private var names: [String: String] = [:]

    /// The whole document around a schema.
    func document(_ title: String, _ body: JSONValue) -> JSONValue {
        var members: [JSONObject.Member] = [
            .init(name: "$schema", value: "https://json-schema.org/draft/2020-12/schema"),
            .init(name: "title", value: .string(title)),
        ]
        if case .object(let object) = body { members += object.members }
        if !definitions.isEmpty { members.append(.init(name: "$defs", value: .object(JSONObject(definitions)))) }
        return .object(JSONObject(members))
    }

    /// The schema of a mapping, written out.
    func object(_ shape: MappingShape) -> JSONValue {
        let fields = shape.fields.filter(\.isAvailable)
        var members: [JSONObject.Member] = [
            .init(name: "type", value: "object"), .init(name: "additionalProperties", value: false),
            .init(
                name: "properties",
                value: .object(
                    JSONObject(
                        fields.map { field in
                            .init(name: field.name, value: described(schema(field.shape), field))
                        }))),
        ]
        let required = fields.filter(\.isRequired).map { JSONValue.string($0.name) }
        if !required.isEmpty { members.append(.init(name: "required", value: .array(required))) }
        if !shape.exactlyOne.isEmpty {
            members.append(.init(name: "oneOf", value: .array(shape.exactlyOne.map(presence))))
        }
        if !shape.atLeastOne.isEmpty {
            members.append(.init(name: "anyOf", value: .array(shape.atLeastOne.map(presence))))
        }
        return .object(JSONObject(members))
    }

    /// A reference to the mapping's definition, which is made when it is first needed.
    private func reference(_ shape: MappingShape) -> JSONValue {
        let key =
            shape.name + shape.fields.map { "\($0.name)\($0.isRequired)\($0.summary)" }.joined(separator: "\n")
            + (shape.exactlyOne + shape.atLeastOne).joined()
        if let name = names[key] { return ["$ref": .string("#/$defs/\(name)")] }
        var name = shape.name.replacing(" ", with: "_")
        var number = 2
        while names.values.contains(name) {
            name = "\(shape.name.replacing(" ", with: "_"))_\(number)"
            number += 1
        }
        // Named before it is written out, so that a mapping that contains itself refers to itself.
        names[key] = name
        definitions.append(.init(name: name, value: object(shape)))
        return ["$ref": .string("#/$defs/\(name)")]
    }

    private func presence(_ name: String) -> JSONValue { ["required": [.string(name)]] }

    private func described(_ schema: JSONValue, _ field: Field) -> JSONValue {
        guard case .object(let object) = schema else { return schema }
        let text = field.fallback.map { "\(field.summary) (default: \($0))" } ?? field.summary
        return .object(JSONObject([.init(name: "description", value: .string(text))] + object.members))
    }

    private func schema(_ shape: Shape) -> JSONValue {
        switch shape {
        case .any, .unavailable: return [:]
        case .text, .word: return ["type": ["string", "number", "boolean"]]
        case .identifier: return ["type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_.-]*$"]
        case .boolean: return orTemplate(["type": "boolean"])
        case .number: return orTemplate(["type": "number"])
        case .integer(let range):
            return orTemplate([
                "type": "integer", "minimum": .number(JSONNumber(range.lowerBound)),
                "maximum": .number(JSONNumber(range.upperBound)),
            ])
        case .duration, .durationOrZero:
            return orTemplate(["type": "string", "pattern": "^[0-9]+(\\.[0-9]+)?(us|ms|s|m|min|h|d)$"])
        case .bytes:
            return orTemplate([
                "type": ["integer", "string"], "pattern": "^[0-9]+(\\.[0-9]+)?(B|KB|MB|GB|KiB|MiB|GiB)?$",
            ])
        case .choice(let names):
            if names == ["true"] { return ["const": true] }
            return ["enum": .array(names.map { .string($0) })]
        case .checked: return ["type": ["string", "number"]]
        case .list(let element, let nonEmpty):
            return ["type": "array", "items": schema(element), "minItems": nonEmpty ? 1 : 0]
        case .oneOrMany(let element):
            let one = schema(element)
            return ["anyOf": [one, ["type": "array", "items": one, "minItems": 1]]]
        case .dictionary(let value, let nonEmpty):
            return ["type": "object", "additionalProperties": schema(value), "minProperties": nonEmpty ? 1 : 0]
        case .mapping(let mapping): return reference(mapping)
        case .keyed(_, let mapping, let otherwise): return ["anyOf": [reference(mapping), reference(otherwise)]]
        case .scalarOr(let scalar, let mapping): return ["anyOf": [schema(scalar), reference(mapping)]]
        case .lazy(let make, _): return schema(make())
        }
    }

    private func orTemplate(_ schema: JSONValue) -> JSONValue {
        ["anyOf": [schema, ["type": "string", "pattern": "\\{\\{.+\\}\\}"]]]
    }
}
