public import KicauCore

extension Transaction {
    /// What is saved needs its files from now on, so they have to be there still.
    /// - Throws: `Problem` `.notFound`, when one was thrown away while the post was written.
    func useMedia(namedIn json: String, in workspace: ID<Workspace>) throws {
        let names = NamedFiles.of(json).sorted()
        guard !names.isEmpty else { return }
        try also(
            """
            UPDATE media SET used = 1
            WHERE workspace_id = \(workspace) AND sha256 IN (\(list: names)) AND used = 0
            """)
        let there = try first(
            "SELECT COUNT(*) AS files FROM media WHERE workspace_id = \(workspace) AND sha256 IN (\(list: names))",
            { try $0.int("files") })
        guard there == names.count else {
            throw Problem(.notFound, "A picture of this post is not here.", do: "Upload it again.", field: "media")
        }
    }

    /// Lets go of uploads that were never put into anything; gives their names. Nobody can ask for them afterwards.
    public func dropUnusedMedia(madeBefore last: Instant, most: Int) throws -> [String] {
        let names = try all(
            """
            DELETE FROM media WHERE used = 0 AND made_ms < \(last) AND (workspace_id, sha256) IN (
                SELECT workspace_id, sha256 FROM media WHERE used = 0 AND made_ms < \(last)
                ORDER BY made_ms LIMIT \(most))
            RETURNING sha256
            """, { try $0.text("sha256") })
        for name in try unnamed(names) { try also("DELETE FROM media_piece WHERE name = \("kept/" + name)") }
        return names
    }

    /// Those of the names that no workspace has a file by.
    public func unnamed(_ names: [String]) throws -> [String] {
        guard !names.isEmpty else { return [] }
        let known = Set(
            try all("SELECT sha256 FROM media WHERE sha256 IN (\(list: names))", { try $0.text("sha256") }))
        return names.filter { !known.contains($0) }
    }

    /// Addresses that have expired.
    public func dropExpiredGrants(at now: Instant) throws {
        try also("DELETE FROM media_grant WHERE expires_ms < \(now)")
    }

    /// The shared copies to which no address leads any more; gives how many files they were.
    public func dropUnaddressedPieces(most: Int) throws -> Int {
        let names = try all(
            """
            SELECT DISTINCT name FROM media_piece WHERE name >= 'fitted/' AND name < 'fitted0'
                AND NOT EXISTS (SELECT 1 FROM media_grant WHERE media_grant.path = media_piece.name)
            ORDER BY name LIMIT \(most)
            """, { try $0.text("name") })
        if !names.isEmpty { try also("DELETE FROM media_piece WHERE name IN (\(list: names))") }
        return names.count
    }

    /// The files, by their places in the media folder, that networks may still fetch.
    public func grantedFiles() throws -> Set<String> {
        Set(try all("SELECT DISTINCT path FROM media_grant", { try $0.text("path") }))
    }

    /// What the next deliveries that have not ended are to bring, in the order of their numbers.
    public func openRenditions(after last: ID<Delivery>, most: Int) throws -> [(ID<Delivery>, String)] {
        try all(
            """
            SELECT id, rendition FROM delivery
            WHERE state IN ('scheduled', 'claimed', 'intent', 'unknown', 'reconciling', 'waiting') AND id > \(last)
            ORDER BY id LIMIT \(most)
            """, { (try $0.id("id"), try $0.text("rendition")) })
    }
}
