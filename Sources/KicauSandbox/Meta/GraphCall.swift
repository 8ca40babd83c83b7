import Foundation
import KicauCore

/// One Graph call: its parameters, wherever they stood, and the token behind it.
struct GraphCall: Sendable {
    let call: Call
    /// `v20.0`; the newest when the path names none.
    let version: String
    let names: [String: String]
    let parameters: [String: String]
    let files: [String: Part]

    /// Query first, then the body: a form, a multipart form or a JSON object.
    init(_ call: Call, version: String, names: [String: String]) {
        self.call = call
        self.version = version
        self.names = names
        var parameters: [String: String] = [:]
        for pair in call.query.all { parameters[pair.name] = pair.value }
        for pair in call.form.all { parameters[pair.name] = pair.value }
        for (name, value) in call.json?.object ?? [:] { parameters[name] = Self.text(value) }
        self.parameters = parameters
        let files =
            call.contentType.lowercased().hasPrefix("multipart/") ? call.parts.filter { $0.fileName != nil } : []
        self.files = Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    }

    /// What stands at a name of the route's pattern.
    func name(_ name: String) -> String { names[name] ?? "" }

    /// A parameter that is there and not empty.
    subscript(parameter: String) -> String? {
        guard let value = parameters[parameter], !value.isEmpty else { return nil }
        return value
    }

    func required(_ parameter: String) throws(GraphError) -> String {
        guard let value = self[parameter] else { throw .missing(parameter) }
        return value
    }

    func flag(_ parameter: String, usual: Bool) throws(GraphError) -> Bool {
        switch self[parameter]?.lowercased() {
        case nil: return usual
        case "true", "1": return true
        case "false", "0": return false
        case .some: throw .parameter(parameter, "Param \(parameter) must be a boolean")
        }
    }

    /// The selection asked for, or the network's usual one.
    func fields(usual: String) throws(GraphError) -> GraphFields {
        guard let fields = GraphFields(self["fields"] ?? usual) else {
            throw GraphError(400, 2500, "Syntax error in the fields parameter.")
        }
        return fields
    }

    /// A list as JSON, as `a,b`, or as `name[0]=a`.
    func list(_ parameter: String) -> [String] {
        let indexed = parameters.keys.filter { $0.hasPrefix(parameter + "[") }
            .sorted { ($0.count, $0) < ($1.count, $1) }.compactMap { parameters[$0] }
        guard indexed.isEmpty else { return indexed }
        guard let text = self[parameter] else { return [] }
        if let items = Self.json(text)?.array { return items.map(Self.text) }
        return text.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
    }

    static func json(_ text: String) -> JSONValue? { JSONValue(reading: Data(text.utf8)) }

    private static func text(_ value: JSONValue) -> String {
        switch value {
        case .bool(let flag): flag ? "true" : "false"
        case .string, .integer: value.string ?? ""
        case .null: ""
        case .number, .array, .object: value.text
        }
    }
}
