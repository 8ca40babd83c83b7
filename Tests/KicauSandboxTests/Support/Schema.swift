import Foundation
import KicauCore

/// Checks a value against a schema of an OpenAPI file: as much of JSON Schema as the X files use.
struct Schema {
    let file: JSONValue
    /// Places that the file itself requires though it describes them nowhere: slips of the file.
    var slips: Set<String> = []

    /// Reads a file of the shared specifications.
    static func load(_ path: String, slips: Set<String> = []) throws -> Schema {
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Specs.folder + "/" + path))
        return Schema(file: try JSONDecoder().decode(JSONValue.self, from: bytes), slips: slips)
    }

    /// What is wrong; empty when nothing is.
    func faults(of value: JSONValue, as schema: JSONValue, at place: String = "$") -> [String] {
        let schema = resolved(schema)
        if value == .null { return schema["nullable"] == true ? [] : ["\(place): null"] }
        var faults: [String] = []
        for part in schema["allOf"]?.array ?? [] { faults += self.faults(of: value, as: part, at: place) }
        for name in ["oneOf", "anyOf"] {
            guard let choices = schema[name]?.array else { continue }
            if !choices.contains(where: { self.faults(of: value, as: $0, at: place).isEmpty }) {
                faults.append("\(place): fits none of \(name)")
            }
        }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) { faults.append("\(place): not in enum") }
        if let type = schema["type"]?.string { faults += typeFaults(value, type, schema, place) }
        return faults
    }

    private func typeFaults(_ value: JSONValue, _ type: String, _ schema: JSONValue, _ place: String) -> [String] {
        switch (type, value) {
        case ("object", .object(let members)): objectFaults(members, schema, place)
        case ("array", .array(let items)): arrayFaults(items, schema, place)
        case ("string", .string(let text)): stringFaults(text, schema, place)
        case ("integer", .integer(let number)): numberFaults(Double(number), schema, place)
        case ("number", .integer(let number)): numberFaults(Double(number), schema, place)
        case ("number", .number(let number)): numberFaults(number, schema, place)
        case ("boolean", .bool): []
        default: ["\(place): not of type \(type)"]
        }
    }

    private func objectFaults(_ members: [String: JSONValue], _ schema: JSONValue, _ place: String) -> [String] {
        var faults: [String] = []
        for name in (schema["required"]?.array ?? []).compactMap(\.string) where members[name] == nil {
            if !slips.contains("\(place).\(name)") { faults.append("\(place).\(name): missing") }
        }
        let properties = schema["properties"]?.object ?? [:]
        for (name, value) in members {
            if let property = properties[name] {
                faults += self.faults(of: value, as: property, at: "\(place).\(name)")
            } else if schema["additionalProperties"] == false {
                faults.append("\(place).\(name): not allowed")
            }
        }
        return faults
    }

    private func arrayFaults(_ items: [JSONValue], _ schema: JSONValue, _ place: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minItems"]?.int, items.count < least { faults.append("\(place): too few items") }
        if let most = schema["maxItems"]?.int, items.count > most { faults.append("\(place): too many items") }
        guard let kind = schema["items"] else { return faults }
        for (index, item) in items.enumerated() { faults += self.faults(of: item, as: kind, at: "\(place)[\(index)]") }
        return faults
    }

    private func stringFaults(_ text: String, _ schema: JSONValue, _ place: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minLength"]?.int, text.count < least { faults.append("\(place): too short") }
        if let most = schema["maxLength"]?.int, text.count > most { faults.append("\(place): too long") }
        if let pattern = schema["pattern"]?.string, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("\(place): \(text) does not match \(pattern)")
        }
        if schema["format"] == "date-time", text.range(of: Self.time, options: .regularExpression) == nil {
            faults.append("\(place): \(text) is not a date-time")
        }
        return faults
    }

    private static let time = #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$"#

    private func numberFaults(_ number: Double, _ schema: JSONValue, _ place: String) -> [String] {
        var faults: [String] = []
        if let least = schema["minimum"]?.int, number < Double(least) { faults.append("\(place): too small") }
        if let most = schema["maximum"]?.int, number > Double(most) { faults.append("\(place): too large") }
        return faults
    }

    /// The schema behind a `$ref`.
    func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string else { return schema }
        var found = file
        for step in reference.dropFirst(2).split(separator: "/") { found = found[String(step)] ?? .null }
        return resolved(found)
    }

    /// A path of the file that fits a route's pattern; the names inside braces do not matter.
    func operation(_ method: String, _ pattern: String) -> JSONValue? {
        let wanted = Self.shape(pattern)
        let path = (file["paths"]?.object ?? [:]).first { Self.shape($0.key) == wanted }
        return path?.value[method.lowercased()]
    }

    private static func shape(_ path: String) -> String {
        path.split(separator: "/").map { $0.hasPrefix("{") ? "{}" : String($0) }.joined(separator: "/")
    }

    /// The schema of an operation's good answer.
    func answer(_ operation: JSONValue, _ status: Int) -> JSONValue? {
        operation["responses"]?[String(status)]?["content"]?["application/json"]?["schema"]
    }

    /// The names a request body of an operation may have.
    func requestFields(_ operation: JSONValue) -> Set<String> {
        let content = operation["requestBody"]?["content"]?["application/json"]?["schema"] ?? .null
        return names(of: content)
    }

    private func names(of schema: JSONValue) -> Set<String> {
        let schema = resolved(schema)
        var found = Set((schema["properties"]?.object ?? [:]).keys)
        for part in (schema["anyOf"]?.array ?? []) + (schema["allOf"]?.array ?? []) { found.formUnion(names(of: part)) }
        return found
    }

    /// The names inside one field of a request body.
    func requestFields(_ operation: JSONValue, inside field: String) -> Set<String> {
        let content = operation["requestBody"]?["content"]?["application/json"]?["schema"] ?? .null
        return names(of: resolved(content)["properties"]?[field] ?? .null)
    }
}

/// Where the shared specifications lie.
enum Specs {
    static let folder =
        ProcessInfo.processInfo.environment["KICAU_SPECS"]
        ?? URL(fileURLWithPath: #filePath).appendingPathComponent("../../../../../shared/specs").standardized.path
}
