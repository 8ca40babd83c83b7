import KicauCore

/// A call as the simulated networks read it.
struct Request: Sendable {
    enum Kind: String, Sendable {
        case commit, stage, container, key, list, token, signIn
    }

    let kind: Kind
    let style: Style
    let account: String
    let token: String
    let key: String
    let text: String
    let parent: String?
    let media: String?

    init(
        _ kind: Kind, _ style: Style, account: String, token: String = "", key: String = "", text: String = "",
        parent: String? = nil, media: String? = nil
    ) {
        self.kind = kind
        self.style = style
        self.account = account
        self.token = token
        self.key = key
        self.text = text
        self.parent = parent
        self.media = media
    }

    init?(_ call: Call) {
        guard let kind = Kind(rawValue: call.url), case .form(let fields) = call.body else { return nil }
        func field(_ name: String) -> String? { fields.first { $0.0 == name }?.1 }
        guard let style = field("style").flatMap(Style.init(rawValue:)) else { return nil }
        self.init(
            kind, style, account: field("account") ?? "", token: field("token") ?? "", key: field("key") ?? "",
            text: field("text") ?? "", parent: field("parent"), media: field("media"))
    }

    var call: Call {
        var fields = [("style", style.rawValue), ("account", account), ("token", token), ("key", key), ("text", text)]
        if let parent { fields.append(("parent", parent)) }
        if let media { fields.append(("media", media)) }
        return Call(.post, kind.rawValue, body: .form(fields), isCommit: kind == .commit)
    }
}
