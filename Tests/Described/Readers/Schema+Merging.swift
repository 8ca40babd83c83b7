import KicauCore

extension Schema {
    /// One schema of what `allOf` spreads over several.
    func merged(_ schema: JSONValue) -> JSONValue {
        guard let parts = schema["allOf"]?.array else { return schema }
        return parts.map { merged(resolved($0)) }.reduce(without(schema, "allOf"), join)
    }

    func without(_ schema: JSONValue, _ key: String) -> JSONValue {
        .object((schema.object ?? [:]).filter { $0.key != key })
    }

    /// What both ask for. Of what only one may say, the later one's counts.
    func join(_ one: JSONValue, _ other: JSONValue) -> JSONValue {
        var members = (one.object ?? [:]).merging(other.object ?? [:]) { $1 }
        let properties = (one["properties"]?.object ?? [:]).merging(other["properties"]?.object ?? [:]) { $1 }
        let required = (one["required"]?.array ?? []) + (other["required"]?.array ?? [])
        if !properties.isEmpty { members["properties"] = .object(properties) }
        if !required.isEmpty { members["required"] = .array(required) }
        return .object(members)
    }

    /// Every property that a value of this schema may have.
    func properties(of schema: JSONValue) -> [String: JSONValue] {
        let whole = merged(resolved(schema))
        let choices = (whole["oneOf"]?.array ?? []) + (whole["anyOf"]?.array ?? [])
        return choices.reduce(whole["properties"]?.object ?? [:]) { $0.merging(properties(of: $1)) { one, _ in one } }
    }

    /// A text of a query or form as the type that it stands for.
    func read(_ value: JSONValue?, as schema: JSONValue) -> JSONValue {
        guard case .string(let text) = value else { return value ?? .null }
        let whole = merged(resolved(schema))
        switch whole["type"]?.string {
        case "integer", "number": return Int64(text).map(JSONValue.integer) ?? .string(text)
        case "boolean": return Bool(text).map(JSONValue.bool) ?? .string(text)
        case "array":
            let items = text.split(separator: ",", omittingEmptySubsequences: false)
            return .array(items.map { read(.string(String($0)), as: whole["items"] ?? .null) })
        default: return .string(text)
        }
    }
}
