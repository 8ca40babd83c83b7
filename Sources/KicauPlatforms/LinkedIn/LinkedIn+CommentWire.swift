import KicauCore

/// The shapes of comments and reactions: learn.microsoft.com, Comments API and Reactions API; read 2026-11-27 as
/// stored.
extension LinkedInWire {
    /// `parent`: the comment that is answered; nil: it stands under the post itself.
    static func newComment(actor: String, on post: String, answering parent: String?, text: String) -> JSONValue {
        .members([
            ("actor", .string(actor)), ("object", .string(post)), ("message", ["text": .string(text)]),
            ("parentComment", parent.map(JSONValue.string)),
        ])
    }

    static func comments(on urn: String, _ app: AppKeys) -> String {
        api(app) + "/rest/socialActions/" + PercentEncoding.encoded(urn) + "/comments"
    }

    static func comment(_ named: (post: String, id: String), _ app: AppKeys) -> String {
        comments(on: named.post, app) + "/" + PercentEncoding.encoded(named.id)
    }

    static func reactions(_ app: AppKeys) -> String { api(app) + "/rest/reactions" }

    /// A key of two names keeps its parentheses, and the names in it are encoded once (Rest.li 2.0).
    static func reaction(of actor: String, on urn: String, _ app: AppKeys) -> String {
        reactions(app) + "/(actor:" + PercentEncoding.encoded(actor) + ",entity:" + PercentEncoding.encoded(urn) + ")"
    }

    /// "urn:li:comment:(urn:li:activity:1,2)": the post it stands under, and its number.
    static func commentParts(_ urn: String) -> (post: String, id: String)? {
        guard urn.hasPrefix("urn:li:comment:("), urn.hasSuffix(")") else { return nil }
        let parts = urn.dropFirst("urn:li:comment:(".count).dropLast().split(separator: ",")
        return parts.count == 2 ? (String(parts[0]), String(parts[1])) : nil
    }

    /// The name of a comment that an answer shows; in a list it may be the number alone.
    static func name(of comment: JSONValue) -> String? {
        comment["commentUrn"]?.string ?? comment["$URN"]?.string ?? comment["id"]?.string
    }

    /// The header gives the number alone.
    static func commentURN(_ named: String, on post: String) -> String {
        named.hasPrefix("urn:li:comment:") ? named : "urn:li:comment:(\(post),\(named))"
    }
}
