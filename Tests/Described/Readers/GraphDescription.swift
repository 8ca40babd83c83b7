import KicauCore

/// Meta's graphs by the files that its own libraries are made from: nodes, their edges and parameters, their fields.
///
/// An address names a node by a number, which does not tell its kind: a call fits when it fits one kind that the network has.
struct GraphDescription: Description {
    let kinds: [String]
    /// What "me" is, by the ways of signing in.
    let own: [String]
    /// Kinds under the names that answers are said to be of.
    var aliases: [String: String] = [:]
    /// Addresses that are no node, with the file that describes them.
    var places: [String: String] = [:]

    static let facebook = GraphDescription(
        kinds: ["Page", "PagePost", "Photo", "AdVideo", "Comment", "Album", "User"], own: ["User", "Page"])

    static let instagram = GraphDescription(
        kinds: ["IGUser", "IGMedia", "IGComment", "ShadowIGMediaBuilder", "IGUserForIGOnlyAPI", "IGMediaForIGOnlyAPI"],
        own: ["IGUserForIGOnlyAPI", "User"],
        aliases: [
            "Media": "IGMediaForIGOnlyAPI", "User": "IGUserForIGOnlyAPI", "IGGraphMedia": "IGMediaForIGOnlyAPI",
        ],
        places: [
            "access_token": "IGAccessTokenForIGOnlyAPI", "refresh_access_token": "IGRefreshAccessTokenForIGOnlyAPI",
        ])

    func verdict(on asked: Asked) -> Verdict {
        let way = asked.way
        let plain =
            asked.method + " " + way.map { Int($0.filter { $0 != "_" }) == nil ? $0 : "{id}" }.joined(separator: "/")
        if way.first == "video-upload" { return Reels.verdict(on: asked) }
        guard let first = way.first, way.count <= 2 else {
            return .undescribed(asked, as: plain)
        }
        let edge = way.count == 2 ? way[1] : ""
        if way.count == 1, let file = places[first] {
            return fit(asked, file, edge: "") ?? .undescribed(asked, as: plain)
        }
        let kinds = first == "me" ? own : kinds
        let fitting = kinds.compactMap { fit(asked, $0, edge: edge) }
        return Verdict.best(of: fitting) ?? .undescribed(asked, as: plain)
    }

    private func fit(_ asked: Asked, _ kind: String, edge: String) -> Verdict? {
        guard let node = GraphNode(kind), let api = node.api(asked.method, edge) else { return nil }
        var faults: [Verdict.Fault] = asked.headers.map { .init(field: "header " + $0, why: "is not described") }
        for field in asked.query + bodyFields(asked) {
            // `attached_media[0]` is the first of a list.
            let name = String(field.name.prefix { $0 != "[" })
            if let parameter = api.parameters[name] {
                faults += GraphType.faults(field.value, parameter, at: name)
            } else if name == "fields", asked.method == "GET" {
                faults += fieldFaults(field.value?.string ?? "", GraphNode(alias(api.answer)), at: "fields")
            } else {
                faults.append(.init(field: name, why: "is no parameter"))
            }
        }
        let given = Set((asked.query + bodyFields(asked)).map(\.name))
        faults += api.required.subtracting(given).sorted().map { .init(field: $0, why: "is missing") }
        return Verdict(
            request: [asked.method + " " + kind, edge].filter { !$0.isEmpty }.joined(separator: "/"), faults: faults)
    }

    private func bodyFields(_ asked: Asked) -> [Asked.Field] {
        switch asked.body {
        case .none: []
        case .form(let fields), .multipart(let fields): fields
        case .bytes: [Asked.Field(name: "bytes", value: nil)]
        case .json(let value): (value.object ?? [:]).map { Asked.Field(name: $0.key, value: $0.value) }
        }
    }

    private func alias(_ kind: String) -> String { aliases[kind] ?? kind }

    /// What is asked for in `fields`, and below it in braces.
    private func fieldFaults(_ text: String, _ node: GraphNode?, at place: String) -> [Verdict.Fault] {
        FieldList.read(text).flatMap { field -> [Verdict.Fault] in
            let way = place + "." + field.name
            guard let node else { return [.init(field: way, why: Verdict.beyond)] }
            if let edge = node.api("GET", field.name) {
                let strange = field.modifiers.filter { edge.parameters[$0] == nil && !GraphNode.listWords.contains($0) }
                return strange.map { .init(field: way + "." + $0, why: "is no parameter") }
                    + fieldFaults(field.inner, GraphNode(alias(edge.answer)), at: way)
            }
            guard let kind = node.fields[field.name] else {
                return [.init(field: way, why: "is no field of \(node.kind)")]
            }
            return field.inner.isEmpty ? [] : fieldFaults(field.inner, GraphNode(alias(kind)), at: way)
        }
    }
}
