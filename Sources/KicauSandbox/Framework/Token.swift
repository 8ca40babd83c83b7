import KicauCore

/// A token a network gave out.
struct Token: Sendable, Hashable, Codable {
    let value: String
    let kind: Kind
    let account: String
    let client: String
    let scopes: [String]
    let issuedMs: Int64
    /// Nil: it does not end by itself.
    var expiresMs: Int64?
    var ended: Ended?
    /// The sign-in it comes from: all tokens of one sign-in share it.
    let grant: String
    /// The second half of an OAuth 1.0a pair, or a key's thumbprint.
    var secret: String?

    enum Kind: String, Sendable, Hashable, Codable { case access, refresh, app }
    enum Ended: String, Sendable, Hashable, Codable { case revoked, spent }
}

/// How a token stands when it is shown.
enum TokenStanding: Sendable, Hashable {
    case live(Token)
    case expired(Token)
    case revoked(Token)
    /// A refresh token that was used before.
    case spent(Token)
    case unknown
}

/// An authorisation code on its way to the token endpoint.
struct Code: Sendable, Hashable, Codable {
    let value: String
    let account: String
    let client: String
    let redirect: String
    let scopes: [String]
    let challenge: String?
    let challengeMethod: String?
    let expiresMs: Int64
    var isUsed = false
    /// What the network wants to remember with it.
    var own: [String: JSONValue] = [:]
}

/// An app that may ask people to authorise it.
struct Client: Sendable, Hashable, Codable {
    let id: String
    let secret: String
    let name: String
    /// Exact addresses; none means any on loopback.
    var redirects: [String] = []

    static let rehearsal = Client(id: "rehearsal-app", secret: "rehearsal-secret", name: "Kicau")

    func allows(_ redirect: String, extra: [String]) -> Bool {
        if redirects.contains(redirect) || extra.contains(redirect) { return true }
        guard redirects.isEmpty else { return false }
        return ["http://127.0.0.1", "http://localhost", "http://[::1]"].contains { start in
            guard redirect.hasPrefix(start) else { return false }
            let next = redirect.dropFirst(start.count).first
            return next == nil || next == ":" || next == "/"
        }
    }
}
