import KicauCore

extension Shape {
    /// As the OpenAPI document writes it.
    var schema: JSONValue { schema(under: "#/components/schemas/") }

    /// As JSON Schema, 2020-12. Named shapes are references to where they stand.
    func schema(under root: String) -> JSONValue {
        switch self {
        case .named(let name, _): ["$ref": .string(root + name)]
        case .orNull(let shape): ["anyOf": [shape.schema(under: root), ["type": "null"]]]
        case .bool: ["type": "boolean"]
        case .text(let most): ["type": "string", "maxLength": .integer(Int64(most))]
        case .word(let words): ["type": "string", "enum": .array(words.map(JSONValue.string))]
        case .form(let form): Shape.schema(of: form)
        case .integer(let range):
            [
                "type": "integer", "format": "int64", "minimum": .integer(range.lowerBound),
                "maximum": .integer(range.upperBound),
            ]
        case .list(let shape, let range):
            [
                "type": "array", "items": shape.schema(under: root), "minItems": .integer(Int64(range.lowerBound)),
                "maxItems": .integer(Int64(range.upperBound)),
            ]
        case .object(let members): Shape.schema(of: members, under: root)
        }
    }

    private static func schema(of form: Form) -> JSONValue {
        var schema: [String: JSONValue] = ["type": "string", "pattern": .string(form.pattern)]
        switch form {
        case .instant: schema["format"] = "date-time"
        case .day: schema["format"] = "date"
        case .wall, .clock, .month, .zone, .sha256, .cursor, .way, .framing: break
        }
        return .object(schema)
    }

    private static func schema(of members: [Member], under root: String) -> JSONValue {
        let properties = members.map { member in
            // OpenAPI 3.1 lets a reference carry a description beside it.
            (
                member.name,
                JSONValue.object(
                    member.shape.schema(under: root).object?.merging(
                        ["description": .string(member.about)], uniquingKeysWith: { _, new in new }) ?? [:])
            )
        }
        var schema: [String: JSONValue] = [
            "type": "object", "additionalProperties": false,
            "properties": .object(Dictionary(properties, uniquingKeysWith: { first, _ in first })),
        ]
        let required = members.filter { $0.presence == .always }.map { JSONValue.string($0.name) }
        if !required.isEmpty { schema["required"] = .array(required) }
        return .object(schema)
    }

    /// A value of this shape, put together from its members' samples.
    var sample: JSONValue {
        switch self {
        case .named(_, let shape), .orNull(let shape): shape.sample
        case .bool: true
        case .text: "Selamat pagi"
        case .word(let words): .string(words.first ?? "")
        case .form(let form): .string(form.sample)
        case .integer(let range): .integer(range.contains(42) ? 42 : range.lowerBound)
        case .list(let shape, _): [shape.sample]
        case .object(let members):
            .object(
                Dictionary(
                    members.map { ($0.name, $0.sample ?? $0.shape.sample) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    /// Each named shape inside, by its name.
    var names: [String: Shape] {
        switch self {
        case .named(let name, let shape): shape.names.merging([name: shape]) { first, _ in first }
        case .orNull(let shape), .list(let shape, _): shape.names
        case .object(let members):
            members.reduce(into: [:]) { $0.merge($1.shape.names) { first, _ in first } }
        case .text, .word, .form, .integer, .bool: [:]
        }
    }
}
