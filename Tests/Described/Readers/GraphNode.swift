import KicauCore

/// One kind of node of Meta's graphs, from its file.
struct GraphNode {
    struct API {
        /// Names with their types.
        let parameters: [String: String]
        let required: Set<String>
        let answer: String
    }

    let kind: String
    let fields: [String: String]
    private let apis: [JSONValue]

    /// Nil: there is no such file among the shared ones.
    init?(_ kind: String) {
        guard let file = try? Shelf.specification("\(Self.folder)/\(kind).json") else { return nil }
        self.kind = kind
        apis = file["apis"]?.array ?? []
        let pairs = (file["fields"]?.array ?? []).map { ($0["name"]?.string ?? "", $0["type"]?.string ?? "") }
        fields = Dictionary(pairs, uniquingKeysWith: { one, _ in one })
    }

    static let folder = "meta-business-sdk-codegen/api_specs/specs"

    /// What the language of `fields` may hang on any list: developers.facebook.com, Graph API, field expansion.
    static let listWords: Set = ["limit", "summary", "after", "before"]

    /// - Parameter edge: empty for the node itself.
    func api(_ method: String, _ edge: String) -> API? {
        guard let api = apis.first(where: { $0["method"]?.string == method && ($0["endpoint"]?.string ?? "") == edge })
        else { return nil }
        let parameters = api["params"]?.array ?? []
        let pairs = parameters.map { ($0["name"]?.string ?? "", $0["type"]?.string ?? "") }
        let required = parameters.filter { $0["required"]?.bool == true }.compactMap { $0["name"]?.string }
        return API(
            parameters: Dictionary(pairs, uniquingKeysWith: { one, _ in one }), required: Set(required),
            answer: api["return"]?.string ?? "")
    }
}

/// The types of parameters, as far as a value can be held against them.
enum GraphType {
    static func faults(_ value: JSONValue?, _ type: String, at place: String) -> [Verdict.Fault] {
        guard let text = value?.string else { return [] }
        let wrong = [Verdict.Fault(field: place, why: "may not be \(text.prefix(80)), it is \(type)")]
        switch type {
        case "bool": return ["true", "false", "0", "1"].contains(text) ? [] : wrong
        // Tests make up names for things; Meta's are numbers.
        case _ where place.hasSuffix("_id"): return []
        case "int", "unsigned int": return Int(text) == nil || (type != "int" && text.hasPrefix("-")) ? wrong : []
        default:
            let isList = type.hasPrefix("list<")
            guard let allowed = words(of: isList ? String(type.dropFirst(5).dropLast()) : type) else { return [] }
            let given = isList ? text.split(separator: ",").map(String.init) : [text]
            // The files have START where Meta's own collection for reels writes `start`.
            return Set(given.map { $0.lowercased() }).isSubset(of: allowed) ? [] : wrong
        }
    }

    /// The words of an enumeration; nil: it is none.
    private static func words(of type: String) -> Set<String>? {
        guard let all = try? Shelf.specification("\(GraphNode.folder)/enum_types.json").array,
            let found = all.first(where: { $0["name"]?.string == type })
        else { return nil }
        return Set((found["values"]?.array ?? []).compactMap { $0.string?.lowercased() })
    }
}
