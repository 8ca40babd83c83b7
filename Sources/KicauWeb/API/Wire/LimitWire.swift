import KicauCore
import KicauPublish

/// One window of a network.
struct LimitWire: Encodable, Sendable {
    let platform: String
    let account: Int64?
    let what: String
    let binds: String
    let kind: String
    let windowSeconds: Int64
    let used: Int?
    let most: Int?
    let left: Int?
    let percent: Int?
    let resetsAt: String?
    let blockedUntil: String?
    let known: String
    let source: String?
    let read: String?
    let seenAt: String?

    init(_ limit: LimitDetail, of account: AccountSummary?, on platform: PlatformID) {
        self.platform = platform.raw
        self.account = account?.id.raw
        what = limit.what
        binds = limit.binds.rawValue
        kind = limit.kind.rawValue
        windowSeconds = limit.span.inMilliseconds / 1000
        used = limit.used
        most = limit.most
        left = limit.left
        percent = limit.percent
        resetsAt = limit.resets.map(Timestamp.text)
        blockedUntil = limit.blockedUntil.map(Timestamp.text)
        seenAt = limit.seen.map(Timestamp.text)
        let paper: (source: String, read: String)?
        switch limit.source {
        case .answers: (known, paper) = ("answers", nil)
        case .papers(let source, let read): (known, paper) = ("papers", (source, read))
        case .refusals: (known, paper) = ("refusals", nil)
        case .person: (known, paper) = ("person", nil)
        case .nowhere: (known, paper) = ("nowhere", nil)
        }
        source = paper?.source
        read = paper?.read
    }

    static func all(_ lists: [NetworkLimitList]) -> [LimitWire] {
        lists.flatMap { list in
            list.accounts.flatMap { account, limits in
                limits.map { LimitWire($0, of: account, on: list.platform) }
            } + (list.shared + list.unused).map { LimitWire($0, of: nil, on: list.platform) }
        }
    }

    static let shape = Shape.named(
        "Limit",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .may("account", .id, "Whose window it is; left out: all share it, or nothing was called yet", like: 7),
            .must("what", .text(most: 300), "What is counted, in the network's words", like: "POST /2/tweets"),
            .must("binds", .words(of: QuotaRule.Binder.self), "Whose calls are counted together", like: "account"),
            .must(
                "kind", .word(["window", "learned", "gauge", "rolling"]),
                "window: it turns at once; learned: a UTC day of unpublished size; gauge: a percentage; rolling: counted back from now",
                like: "window"),
            .must("window_seconds", .count, "How long it is", like: 900),
            .may(
                "used", .count, "Calls counted in it; left out: none yet, or a percentage is all that is known",
                like: 12),
            .may("most", .count, "How many it takes; left out: nobody knows", like: 100),
            .may("left", .count, "How many are left", like: 88),
            .may("percent", .count, "How full it is", like: 12),
            .may("resets_at", .instant, "When it turns"),
            .may("blocked_until", .instant, "Nothing goes through before that"),
            .must(
                "known", .word(["answers", "papers", "refusals", "person", "nowhere"]),
                "From where its size is known", like: "answers"),
            .may("source", .text(most: 300), "Which paper", like: "docs.x.com, rate limits, pay per use"),
            .may("read", .form(.day), "When that paper was read", like: "2026-08-22"),
            .may("seen_at", .instant, "When the network last spoke of it"),
        ]))
}

/// What a person read in a network's portal.
struct AskedLimit: Decodable, Sendable {
    let platform: String
    let what: String
    let account: Int64?
    let most: Int?

    static let shape = Shape.named(
        "AskedLimit",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "linkedin"),
            .must("what", .text(most: 300), "A learned limit's name", like: "POST /rest/posts"),
            .may("account", .id, "Whose; the app's when left out", like: 7),
            .may("most", .orNull(.integer(1...100_000_000)), "Calls a UTC day; null or left out: unknown", like: 1000),
        ]))
}
