import KicauCore

/// The `fields` parameter: names, nested selections in braces and modifiers such as `.limit(0).summary(true)`.
struct GraphFields: Hashable, Sendable {
    struct Field: Hashable, Sendable {
        let name: String
        var modifiers: [String: String] = [:]
        var inner = GraphFields(all: [])
    }

    let all: [Field]

    init(all: [Field]) { self.all = all }

    /// Nil when braces or parentheses do not match.
    init?(_ text: String) {
        var reader = Reader(rest: text.filter { !$0.isWhitespace }[...])
        guard let fields = reader.fields(), reader.rest.isEmpty else { return nil }
        all = fields
    }

    var names: [String] { all.map(\.name) }
    subscript(name: String) -> Field? { all.first { $0.name == name } }

    /// What is asked for, and always the id; a field without a value is left out, as Graph does.
    func picked(from whole: [String: JSONValue]) -> JSONValue {
        var answer: [String: JSONValue] = [:]
        answer["id"] = whole["id"]
        for field in all {
            guard let value = whole[field.name] else { continue }
            answer[field.name] = field.inner.all.isEmpty ? value : field.inner.narrowed(value)
        }
        return .object(answer)
    }

    /// A nested selection goes through lists and through the `data` of an edge.
    private func narrowed(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map(narrowed))
        case .object(let members):
            guard let data = members["data"] else { return picked(from: members) }
            var edge = members
            edge["data"] = narrowed(data)
            return .object(edge)
        case .null, .bool, .number, .integer, .string: return value
        }
    }
}

private struct Reader {
    var rest: Substring

    mutating func fields() -> [GraphFields.Field]? {
        var found: [GraphFields.Field] = []
        while true {
            let name = word()
            guard !name.isEmpty else { return found.isEmpty && rest.isEmpty ? found : nil }
            var field = GraphFields.Field(name: name)
            while rest.first == "." {
                rest.removeFirst()
                guard let (key, value) = modifier() else { return nil }
                field.modifiers[key] = value
            }
            if rest.first == "{" {
                rest.removeFirst()
                guard let inner = fields(), rest.first == "}" else { return nil }
                rest.removeFirst()
                field.inner = GraphFields(all: inner)
            }
            found.append(field)
            guard rest.first == "," else { return found }
            rest.removeFirst()
        }
    }

    private mutating func word() -> String {
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        rest = rest.dropFirst(name.count)
        return String(name)
    }

    private mutating func modifier() -> (String, String)? {
        let key = word()
        guard !key.isEmpty, rest.first == "(", let end = rest.firstIndex(of: ")") else { return nil }
        let value = String(rest[rest.index(after: rest.startIndex)..<end])
        rest = rest[rest.index(after: end)...]
        return (key, value)
    }
}
