public import KicauCore

extension Transaction {
    /// What stands on the network by what we know: the rendition that was sent, with the words put in its place since.
    public func currentRendition(of delivery: ID<Delivery>) throws -> Rendition? {
        guard let sent = try rendition(of: delivery) else { return nil }
        let editions = try all(
            "SELECT part, rendered FROM edition WHERE delivery_id = \(delivery) ORDER BY id",
            { (part: try $0.int("part"), rendered: try $0.json("rendered", as: RenderedPart.self)) })
        guard !editions.isEmpty else { return sent }
        var parts = sent.parts
        for edition in editions where parts.indices.contains(edition.part) { parts[edition.part] = edition.rendered }
        return Rendition(platform: sent.platform, parts: parts, answering: sent.answering)
    }

    public func addEdition(
        _ part: RenderedPart, number: Int, of delivery: ID<Delivery>, author: String, at now: Instant
    ) throws {
        try also(
            """
            INSERT INTO edition (delivery_id, part, rendered, author_name, at_ms)
            VALUES (\(delivery), \(number), \(JSONText.encode(part)), \(author), \(now))
            """)
    }
}
