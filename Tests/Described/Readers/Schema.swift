import Foundation
import KicauCore

/// As much of JSON Schema as networks' files use. Stricter than the standard: a name that no property has is a fault.
struct Schema: Sendable {
    let root: JSONValue

    init(_ root: JSONValue) { self.root = root }

    /// The schema behind a `$ref`.
    func resolved(_ schema: JSONValue) -> JSONValue {
        guard let reference = schema["$ref"]?.string else { return schema }
        var found = root
        for step in reference.dropFirst(2).split(separator: "/") { found = found[String(step)] ?? .null }
        return resolved(found)
    }

    func faults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [Verdict.Fault] {
        let whole = merged(resolved(schema))
        for key in ["oneOf", "anyOf"] {
            guard let choices = whole[key]?.array else { continue }
            let rest = without(whole, key)
            let all = key == "anyOf" ? choices.map { properties(of: $0) } : []
            return choices.map { choice in
                let joined = join(rest, merged(resolved(choice)))
                return faults(value, joined, at: place).filter { fault in
                    // What another choice knows is no stranger: `anyOf` lets several hold at once.
                    fault.why != Self.stranger || !all.contains { $0[last(fault.field)] != nil }
                }
            }.min { $0.count < $1.count } ?? []
        }
        if let allowed = whole["enum"]?.array, !allowed.contains(value) {
            return [.init(field: place, why: "may not be \(value)")]
        }
        return typeFaults(value, whole, at: place)
    }

    static let stranger = "is no field"

    private func last(_ field: String?) -> String {
        field.flatMap { $0.split(separator: ".").last.map(String.init) } ?? ""
    }

    private func typeFaults(_ value: JSONValue, _ schema: JSONValue, at place: String) -> [Verdict.Fault] {
        let type = schema["type"]?.string ?? (schema["properties"] == nil ? nil : "object")
        switch (type, value) {
        case ("object", .object(let members)): return objectFaults(members, schema, at: place)
        case ("array", .array(let items)): return arrayFaults(items, schema, at: place)
        case ("string", .string(let text)): return textFaults(text, schema, at: place)
        case ("integer", .integer(let number)), ("number", .integer(let number)):
            let (least, most) = (schema["minimum"]?.int ?? .min, schema["maximum"]?.int ?? .max)
            return (least...most).contains(Int(number)) ? [] : [.init(field: place, why: "may not be \(number)")]
        case ("number", .number), ("boolean", .bool), (nil, _): return []
        case (let type?, _): return [.init(field: place, why: "is no \(type)")]
        }
    }

    private func objectFaults(
        _ members: [String: JSONValue], _ schema: JSONValue, at place: String
    ) -> [Verdict.Fault] {
        func way(_ name: String) -> String { place.isEmpty ? name : place + "." + name }
        let known = schema["properties"]?.object ?? [:]
        let isOpen = known.isEmpty || schema["additionalProperties"]?.bool == true
        var faults = (schema["required"]?.array ?? []).compactMap(\.string).filter { members[$0] == nil }.map {
            Verdict.Fault(field: way($0), why: "is missing")
        }
        for (name, value) in members.sorted(by: { $0.key < $1.key }) {
            if let property = known[name] {
                faults += self.faults(value, property, at: way(name))
            } else if !isOpen {
                faults.append(.init(field: way(name), why: Self.stranger))
            }
        }
        return faults
    }

    private func arrayFaults(_ items: [JSONValue], _ schema: JSONValue, at place: String) -> [Verdict.Fault] {
        let count = (schema["minItems"]?.int ?? 0)...(schema["maxItems"]?.int ?? .max)
        let faults = count.contains(items.count) ? [] : [Verdict.Fault(field: place, why: "has \(items.count) items")]
        guard let kind = schema["items"] else { return faults }
        return faults + items.flatMap { self.faults($0, kind, at: place) }
    }

    private func textFaults(_ text: String, _ schema: JSONValue, at place: String) -> [Verdict.Fault] {
        let length = (schema["minLength"]?.int ?? 0)...(schema["maxLength"]?.int ?? .max)
        var faults: [Verdict.Fault] = []
        if !length.contains(text.count) { faults.append(.init(field: place, why: "has \(text.count) characters")) }
        if let pattern = schema["pattern"]?.string, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append(.init(field: place, why: "\(text) does not match \(pattern)"))
        }
        return faults
    }
}
