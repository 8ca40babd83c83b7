import KicauCore
import KicauPublish

/// What was said of one of a network's windows.
struct LimitWarningWire: Encodable, Sendable {
    let platform: String
    let account: Int64?
    let what: String
    let binds: String
    let windowSeconds: Int64
    let used: Int
    let most: Int
    let percent: Int
    let resetsAt: String?
    let at: String
    let isPutAway: Bool
    let text: String

    init(_ detail: LimitWarningDetail, _ voice: Voice) {
        let (warning, key) = (detail.warning, detail.warning.key)
        platform = key.platform.raw
        account = detail.account?.id.raw
        what = key.what
        binds = key.binds.rawValue
        windowSeconds = key.span.inMilliseconds / 1000
        used = warning.used
        most = warning.most
        percent = warning.percent
        resetsAt = warning.resets.map(Timestamp.text)
        at = Timestamp.text(detail.at)
        isPutAway = detail.isPutAway
        text = voice.sentence(of: detail)
    }

    static let shape = Shape.named(
        "LimitWarning",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "linkedin"),
            .may("account", .id, "Whose window it is; left out when all accounts share it", like: 7),
            .must("what", .text(most: 300), "What is counted, in the network's words", like: "POST /rest/posts"),
            .must("binds", .words(of: QuotaRule.Binder.self), "Whose calls are counted together", like: "account"),
            .must("window_seconds", .count, "How long it is", like: 86_400),
            .must("used", .count, "What was used of it when that was said", like: 60),
            .must("most", .count, "How many it takes", like: 100),
            .must("percent", .count, "How full it was", like: 60),
            .may("resets_at", .instant, "When all of it comes back; left out when it flows back"),
            .must("at", .instant, "When it was said"),
            .must("is_put_away", .bool, "Whether somebody has seen it", like: false),
            .must("text", .text(most: 4000), "The same in words"),
        ]))
}
