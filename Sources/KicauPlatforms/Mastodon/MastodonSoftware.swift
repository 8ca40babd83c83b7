import KicauCore

/// The servers of the family that are told apart. One that nobody here knows is taken for the most awkward of them.
///
/// How each differs: docs/platforms/mastodon.md, dialects, with sources and days.
enum MastodonSoftware: String, CaseIterable {
    case mastodon, gotosocial, pleroma, akkoma, pixelfed, snac, sharkey, firefish, misskey, other

    /// What a second request with the same Idempotency-Key brings.
    enum Idempotency: String {
        /// The first status again, or nothing special: sending it can only help.
        case harmless
        /// A refusal, even when the first try failed: so it is not sent.
        case refused
    }

    var idempotency: Idempotency {
        switch self {
        case .pixelfed, .other: .refused
        case .mastodon, .gotosocial, .pleroma, .akkoma, .snac, .sharkey, .firefish, .misskey: .harmless
        }
    }

    /// snac announces polls and drops them.
    var hasPolls: Bool { self != .pixelfed && self != .snac }

    /// Of a post that answers nothing.
    var needsPicture: Bool { self == .pixelfed }

    /// Does an account's own list show what it answered? Where not, an answer is looked for below what it answers.
    var listsAnswers: Bool { self != .pixelfed && self != .other }

    /// Pixelfed says "en" when it posts, and nothing when it is read (StatusStatelessTransformer.php, read 2026-11-27).
    var showsLanguage: Bool { self != .pixelfed }

    /// Pixelfed knows the old, wide scopes alone and refuses all others (pixelfed/pixelfed, AuthServiceProvider.php,
    /// read 2026-11-27).
    var scopes: [String]? { self == .pixelfed ? ["read", "write"] : nil }

    var longestWarning: Int? { self == .pixelfed ? 140 : nil }

    /// - Parameters:
    ///   - name: what NodeInfo calls it; nil: it does not say.
    ///   - version: of its instance document. Forks name themselves after "compatible"; snac says its number is not
    ///     true; GoToSocial names nobody and has not come to 1 yet.
    init(named name: String?, version: String) {
        if let name = name?.lowercased(), !name.isEmpty {
            self = name == "hometown" ? .mastodon : MastodonSoftware(rawValue: name) ?? .other
            return
        }
        let lowered = version.lowercased()
        if let fork = MastodonSoftware.allCases.first(where: { $0 != .other && lowered.contains($0.rawValue) }) {
            self = fork
        } else if lowered.hasPrefix("0.") {
            self = .gotosocial
        } else {
            self = lowered.first?.isNumber == true && !lowered.contains("compatible") ? .mastodon : .other
        }
    }
}

extension MastodonSoftware {
    /// A status's number in the address that its pages have. Elsewhere the address holds another one than the API's.
    func number(in path: Substring) -> String? {
        let pieces = path.split(separator: "/")
        guard let last = pieces.last.map(String.init) else { return nil }
        let isName = last.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLetter) }
        switch self {
        case .gotosocial: return isName && pieces.dropLast().last == "statuses" ? last : nil
        case .pleroma, .akkoma: return isName && pieces.dropLast().last == "notice" ? last : nil
        case .mastodon, .pixelfed, .snac, .sharkey, .firefish, .misskey, .other: return last.isDigits ? last : nil
        }
    }
}
