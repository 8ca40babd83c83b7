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
