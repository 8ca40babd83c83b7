public import KicauCore
public import KicauStore

/// After a restore: what the lost machine may have sent since the backup is looked for before anything is sent.
///
/// A post that went out between the backup and the loss is still `scheduled` in the backup. So everything that has not
/// ended and came due by the time the other machine stopped is in doubt, with a quiet period that begins there.
public struct Inheriting: Sendable {
    private let platforms: [PlatformID: any Platform]
    private let pace: Pace

    public init(platforms: [any Platform], pace: Pace) {
        self.platforms = Dictionary(platforms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.pace = pace
    }

    /// `made` is when the backup was begun, `stopped` the latest moment at which the other machine may have sent.
    /// - Returns: how many deliveries are in doubt now.
    public func putInDoubt(
        _ store: Store, made: Instant, stopped: Instant, dueBy last: Instant, at now: Instant
    ) async throws -> Int {
        try await store.write { tx in
            let promised = try tx.promisedDeliveries(dueBy: last)
            for delivery in promised {
                let settleTime = platforms[delivery.platform]?.rules.settleTime ?? .zero
                try tx.inheritDoubt(
                    delivery.id, since: Inheriting.since(made, delivery), deadline: stopped + pace.commitDeadline,
                    quietUntil: pace.quietUntil(stopped, settleTime: settleTime), at: now, story: Inheriting.story)
            }
            for post in Set(promised.map(\.post)) { tx.refreshPost(post) }
            try tx.endAllSessions()
            return promised.count
        }
    }

    /// From when on a post with its content is ours. Someone may have moved it to an earlier time after the backup; but
    /// where the same content goes out more than once, an earlier one would be taken for this one.
    private static func since(_ made: Instant, _ delivery: PromisedDelivery) -> Instant {
        delivery.hasTwin ? max(made, delivery.due) : made
    }

    private static let story = Settlement.Story(
        "Restored from a backup: it may have gone out after the backup was made. We will look before anything else.")
}
