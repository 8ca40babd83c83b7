import Foundation
import KicauCore

/// Checks a value against a schema of an OpenAPI file: enough of it for the bodies networks publish.
struct SchemaCheck {
    let schemas: JSONValue

    init(_ path: String) throws {
        schemas = try Specs.json(path).object?["components"]?["schemas"] ?? .null
    }

    /// What is wrong, each with its place; empty: it fits.
    func faults(_ value: JSONValue, _ name: String) -> [String] {
        guard let schema = schemas[name] else { return ["no schema \(name)"] }
        return faults(value, schema, at: name)
    }

    private func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        if let reference = schema["$ref"]?.string {
            let name = reference.split(separator: "/").last.map(String.init) ?? ""
            return schemas[name].map { self.faults(value, $0, at: place) } ?? ["\(place): no schema \(reference)"]
        }
        var faults: [String] = []
        for key in ["oneOf", "anyOf"] {
            guard let choices = schema[key]?.array else { continue }
            let each = choices.map { self.faults(value, $0, at: place) }
            if !each.contains(where: \.isEmpty) { faults.append("\(place): fits no choice: \(each)") }
        }
        for part in schema["allOf"]?.array ?? [] { faults += self.faults(value, part, at: place) }
        if let allowed = schema["enum"]?.array, !allowed.contains(value) { faults.append("\(place): not in the enum") }
        return faults + kindFaults(value, schema, at: place)
    }

    private func kindFaults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [String] {
        switch (schema["type"]?.string, value) {
        case ("object", .object(let members)): return objectFaults(members, schema, at: place)
        case ("array", .array(let items)): return arrayFaults(items, schema, at: place)
        case ("string", .string(let text)): return stringFaults(text, schema, at: place)
        case ("integer", .integer(let number)):
            let low = schema["minimum"]?.int ?? .min
            let high = schema["maximum"]?.int ?? .max
            return (low...high).contains(Int(number)) ? [] : ["\(place): \(number) is out of range"]
        case ("number", .number), ("number", .integer), ("boolean", .bool), (nil, _): return []
        case (let type?, _): return ["\(place): is no \(type)"]
        }
    }

    private func objectFaults(_ members: [String: JSONValue], _ schema: JSONValue, at place: String) -> [String] {
        var faults: [String] = []
        for name in schema["required"]?.array ?? [] where members[name.string ?? ""] == nil {
            faults.append("\(place): \(name.string ?? "") is missing")
        }
        for (name, value) in members {
            if let property = schema["properties"]?[name] {
                faults += self.faults(value, property, at: place + "." + name)
            } else if schema["additionalProperties"]?.bool == false {
                faults.append("\(place): \(name) is not allowed")
            }
        }
        return faults
    }

    private func arrayFaults(_ items: [JSONValue], _ schema: JSONValue, at place: String) -> [String] {
        var faults: [String] = []
        if items.count < schema["minItems"]?.int ?? 0 { faults.append("\(place): too few items") }
        if items.count > schema["maxItems"]?.int ?? .max { faults.append("\(place): too many items") }
        guard let kind = schema["items"] else { return faults }
        return items.enumerated().reduce(faults) { $0 + self.faults($1.element, kind, at: "\(place)[\($1.offset)]") }
    }

    private func stringFaults(_ text: String, _ schema: JSONValue, at place: String) -> [String] {
        var faults: [String] = []
        if text.count > schema["maxLength"]?.int ?? .max { faults.append("\(place): too long") }
        if text.count < schema["minLength"]?.int ?? 0 { faults.append("\(place): too short") }
        if let pattern = schema["pattern"]?.string, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("\(place): \(text) does not match \(pattern)")
        }
        return faults
    }
}
