/// Which posts are one post's shares, and what is half out.
enum FamilySchema {
    static let statements = [
        // The post that it was parted from, or the one that was: by number alone, for a draft may be thrown away.
        "ALTER TABLE post ADD COLUMN family_id INTEGER",
        "CREATE INDEX post_family ON post (family_id) WHERE family_id IS NOT NULL",
        // Read at each look: what of an account is live in part, by whatever hand.
        """
        CREATE INDEX delivery_partly ON delivery (account_id, id)
        WHERE live_parts > 0 AND state NOT IN ('published', 'cancelled')
        """,
    ]
}
