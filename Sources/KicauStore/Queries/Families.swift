public import KicauCore

/// Posts whose accounts went their own ways: they say the same, and belong together.
extension Transaction {
    /// All that belongs together with a post, and was not called off.
    public func deliveries(ofFamilyOf post: ID<Post>) throws -> [DeliveryRow] {
        let posts = try all(
            """
            SELECT id FROM post WHERE id = \(post)
                OR family_id = (SELECT COALESCE(family_id, id) FROM post WHERE id = \(post))
            """, { try $0.id("id", of: Post.self) })
        return try deliveries(ofAll: posts)
    }

    /// The post was parted from that one, as the share of one of its accounts.
    public func join(_ post: ID<Post>, toFamilyOf parent: ID<Post>) throws {
        try also(
            """
            UPDATE post SET family_id = (SELECT COALESCE(family_id, id) FROM post WHERE id = \(parent))
            WHERE id = \(post)
            """)
    }

    /// How many deliveries of a post's family go to an account, or have gone.
    ///
    /// The row they all come from is written over with itself: two that ask at the same moment wait for each other.
    public func liveDeliveries(ofFamilyOf post: ID<Post>, to account: ID<Account>) throws -> Int {
        let family = try first("SELECT COALESCE(family_id, id) AS family FROM post WHERE id = \(post)") {
            try $0.id("family", of: Post.self)
        }
        guard let family else { return 0 }
        try also("UPDATE post SET version = version WHERE id = \(family)")
        return try first(
            """
            SELECT COUNT(*) AS live FROM delivery
            WHERE account_id = \(account) AND state NOT IN ('cancelled', 'dropped', 'refused')
                AND post_id IN (SELECT id FROM post WHERE id = \(family) OR family_id = \(family))
            """, { try $0.int("live") }) ?? 0
    }
}
