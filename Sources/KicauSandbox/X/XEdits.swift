import KicauCore

/// Whether a post may still be edited: docs.x.com, edit posts, read 2026-11-27 as stored.
struct XEdits: Sendable, Hashable {
    let isEligible: Bool
    let untilMs: Int64
    let remaining: Int

    /// The page says half an hour, the changelog of October 2025 an hour: the shorter is rehearsed.
    static let windowMs: Int64 = 30 * 60_000
    static let most = 5

    func isOpen(at ms: Int64) -> Bool { isEligible && ms < untilMs && remaining > 0 }

    var json: JSONValue {
        [
            "is_edit_eligible": .bool(isEligible), "editable_until": .string(XSimulator.stamp(untilMs)),
            "edits_remaining": .integer(Int64(remaining)),
        ]
    }
}

extension XSimulator {
    /// Counted from the first version: an edit opens no new window.
    func edits(of post: LivePost) -> XEdits {
        let earlier = (post.own["edits"]?.array ?? []).compactMap(\.string)
        let first = earlier.first.flatMap { ground.post($0) } ?? post
        let isOthers = post.parent.flatMap { ground.post($0) }.map { $0.account != post.account } ?? false
        let isSubscriber = state.read { $0.settings.premium.contains(post.account) }
        return XEdits(
            isEligible: isSubscriber && !isOthers && post.own["poll"] == nil && post.own["community_id"] == nil,
            untilMs: first.createdAtMs + XEdits.windowMs, remaining: max(0, XEdits.most - earlier.count))
    }
}
