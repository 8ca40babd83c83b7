import KicauCore

/// The fields of a call, sent as a form, as JSON or in the query: this server takes each alike.
struct MastodonForm: Sendable {
    private let pairs: Pairs
    private let json: JSONValue?

    init(_ call: Call) {
        pairs = Pairs(call.form.all + call.query.all)
        json = call.contentType.lowercased().hasPrefix("application/json") ? call.json : nil
    }

    subscript(name: String) -> String? {
        guard let value = json?[name] else { return pairs[name] }
        if let flag = value.bool { return flag ? "true" : "false" }
        return value.string
    }

    func list(_ name: String) -> [String] {
        guard let value = json?[name] else { return pairs.list(name) }
        return value.array.map { $0.compactMap(\.string) } ?? value.string.map { [$0] } ?? []
    }

    /// A list of groups: objects in JSON, `name[][field]` in a form.
    func objects(_ name: String) -> [[String: String]] {
        if let items = json?[name]?.array {
            return items.map { item in (item.object ?? [:]).compactMapValues(\.string) }
        }
        let fields = pairs.all.filter { $0.name.hasPrefix("\(name)[][") && $0.name.hasSuffix("]") }
        return fields.reduce(into: []) { groups, field in
            let key = String(field.name.dropFirst(name.count + 3).dropLast())
            if groups.last?[key] != nil || groups.isEmpty { groups.append([:]) }
            groups[groups.count - 1][key] = field.value
        }
    }

    /// A group of fields: `poll[options][]` in a form, an object in JSON.
    func has(group name: String) -> Bool {
        json?[name]?.object != nil || pairs.names.contains { $0.hasPrefix("\(name)[") }
    }

    /// One field of a group.
    subscript(name: String, in group: String) -> String? {
        guard let value = json?[group]?[name] else { return pairs["\(group)[\(name)]"] }
        if let flag = value.bool { return flag ? "true" : "false" }
        return value.string ?? value.int.map(String.init)
    }

    func list(_ name: String, in group: String) -> [String] {
        json?[group]?[name]?.array.map { $0.compactMap(\.string) } ?? pairs.list("\(group)[\(name)]")
    }

    func flag(_ name: String, in group: String) -> Bool { ["true", "1", "on"].contains(self[name, in: group] ?? "") }

    func flag(_ name: String) -> Bool { ["true", "1", "on"].contains(self[name] ?? "") }
}
