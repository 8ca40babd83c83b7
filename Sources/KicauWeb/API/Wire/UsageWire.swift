import KicauCore
import KicauPublish

/// What a network counts of the operator's app.
struct UsageWire: Encodable, Sendable {
    struct Share: Encodable, Sendable {
        let app: String
        let reads: Int64
    }

    let platform: String
    let reads: Int64?
    let cap: Int64?
    let resetsAt: String?
    let apps: [Share]
    let toldAt: String?
    let askedAt: String?
    let missing: StoryWire?

    init(_ detail: AppUsageDetail, _ voice: Voice) {
        platform = detail.platform.raw
        reads = detail.usage?.reads
        cap = detail.usage?.cap
        resetsAt = detail.usage?.resets.map(Timestamp.text)
        apps = (detail.usage?.shares ?? []).map { Share(app: $0.app, reads: $0.reads) }
        toldAt = detail.told.map(Timestamp.text)
        askedAt = detail.asked.map(Timestamp.text)
        missing = detail.missing.map { StoryWire($0, voice) }
    }

    static let shape = Shape.named(
        "Usage",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .may("reads", .count, "Posts that all apps of the project read since the count began anew", like: 1204),
            .may("cap", .count, "The most they may be", like: 3_000_000),
            .may("resets_at", .instant, "About when the count begins anew; the network tells the day only"),
            .must("apps", .list(shareShape, 0...AppUsage.mostShares), "Each app's share of the last 30 days"),
            .may("told_at", .instant, "When the network told it"),
            .may("asked_at", .instant, "When it was last asked"),
            .may("missing", StoryWire.shape, "Why it told nothing the last time"),
        ]))

    private static let shareShape = Shape.named(
        "UsageShare",
        .object([
            .must("app", .text(most: 40), "The network's own number for the app", like: "18201777"),
            .must("reads", .count, "Posts it read", like: 340),
        ]))
}
