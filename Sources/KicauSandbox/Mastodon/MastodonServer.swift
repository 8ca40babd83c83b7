/// Which server of the family is played. What each does is read in docs/platforms/mastodon.md, dialects, with sources and
/// days; what nobody wrote down is played as Mastodon does it.
enum MastodonServer: String, Sendable, Codable, CaseIterable {
    case mastodon, gotosocial, pleroma, akkoma, pixelfed, snac

    /// What its instance document says, and what NodeInfo calls the number.
    var version: String {
        switch self {
        case .mastodon: "4.5.3"
        case .gotosocial: "0.20.0+git-0a1b2c3"
        case .pleroma: "2.7.2 (compatible; Pleroma 2.5.0)"
        case .akkoma: "2.7.2 (compatible; Akkoma 3.15.2)"
        case .pixelfed: "3.5.3 (compatible; Pixelfed 0.12.5)"
        case .snac: "4.0.0 (not true; really snac/2.94)"
        }
    }

    var idempotency: MastodonRules.Idempotency {
        switch self {
        case .mastodon, .pleroma, .akkoma: .replay
        case .gotosocial, .snac: .ignored
        case .pixelfed: .refused
        }
    }

    var maxCharacters: Int {
        switch self {
        case .mastodon, .pixelfed: 500
        case .gotosocial, .pleroma, .akkoma: 5000
        case .snac: 100_000
        }
    }

    /// Nil: it does not announce any.
    var urlWeight: Int? {
        switch self {
        case .mastodon, .pixelfed: 23
        case .gotosocial: 25
        case .snac: 32
        case .pleroma, .akkoma: nil
        }
    }

    /// Nil: as many as one likes.
    var attachments: Int? {
        switch self {
        case .mastodon, .pixelfed, .snac: 4
        case .gotosocial: 6
        case .pleroma, .akkoma: nil
        }
    }

    var polls: Polls {
        switch self {
        case .mastodon, .pixelfed: Polls(answers: 4, characters: 50, seconds: 300...2_629_746)
        case .gotosocial: Polls(answers: 6, characters: 50, seconds: 300...2_629_746)
        case .pleroma, .akkoma: Polls(answers: 20, characters: 200, seconds: 0...31_536_000)
        case .snac: Polls(answers: 8, characters: 50, seconds: 300...2_629_746)
        }
    }

    struct Polls: Hashable, Sendable {
        let answers: Int
        let characters: Int
        let seconds: ClosedRange<Int>
    }

    /// Announced by some that have none.
    var keepsPolls: Bool { self != .pixelfed && self != .snac }
    var keepsQuotes: Bool { self == .mastodon }
    var keepsLanguage: Bool { self != .pixelfed && self != .snac }
    var keepsHiddenCounts: Bool { self != .pleroma && self != .akkoma }
    var keepsFocus: Bool { self == .mastodon || self == .gotosocial }
    var needsPicture: Bool { self == .pixelfed }
    var takesNothing: Bool { self == .snac }
    var listsAnswers: Bool { self != .pixelfed }
    var limits: MastodonRules.Limits { self == .snac ? .none : .enforced }
    /// Of a status that says none.
    var visibility: String { self == .gotosocial ? "unlisted" : "public" }
    /// Files are done when the upload is.
    var makesFilesAtOnce: Bool { self == .gotosocial || self == .snac }
    var tellsScopes: Bool { self != .pixelfed && self != .snac }
    /// An edit gives a status another id; the old one goes on working.
    var renumbers: Bool { self == .snac }

    /// How the lines of a text are told apart in its HTML.
    var marking: MastodonHTML.Marking { self == .mastodon || self == .gotosocial ? .paragraphs : .breaks }

    /// Pixelfed's list of scopes is short, and it refuses what is not on it.
    func knows(scope: String) -> Bool {
        self != .pixelfed || ["read", "write", "follow", "push"].contains(scope)
    }

    func has(_ method: String, _ path: String) -> Bool {
        switch path {
        case "/.well-known/oauth-authorization-server", "/oauth/userinfo": return self == .mastodon
        case "/api/v2/instance": return self != .snac && self != .pleroma
        case "/api/v1/statuses": return method == "POST" || self == .mastodon
        default: break  // paths from outside
        }
        if path.hasPrefix("/api/v1/polls/") { return keepsPolls }
        if path.hasSuffix("/history") { return self != .snac && self != .pixelfed }
        if path.hasSuffix("/source") { return self != .pixelfed }
        return true
    }

    /// Ids are opaque everywhere; these have the length and the letters of each server's, and sort by time.
    func id(_ number: Int64) -> String {
        let digits = String(number)
        func filled(_ length: Int) -> String { String(repeating: "0", count: max(0, length - digits.count)) + digits }
        switch self {
        case .mastodon, .pixelfed: return digits
        case .gotosocial: return "01K" + filled(23)
        case .pleroma, .akkoma: return "A" + filled(19)
        case .snac: return String((number >> 16) / 1000) + filled(32)
        }
    }
}
