import KicauCore

extension StagedPublishing {
    /// What the network shows otherwise than it was sent.
    func differences(_ part: RenderedPart, _ shown: JSONValue) -> [Sentence] {
        var found: [Sentence] = []
        if let text = shown[textField]?.string, !MetaText.same(text, part.wireText) {
            found.append("\(table.network) shows another text than was sent.")
        }
        if !isOfKind(shown, part) {
            found.append("\(table.network) shows another kind of post than was sent.")
        }
        if let children = shown.at("children", "data")?.array?.count, part.media.count > 1, children != part.media.count
        {
            found.append(difference(children, part.media))
        }
        // A carousel's descriptions stand below it.
        if hasAlt, part.media.count == 1, let alt = shown["alt_text"]?.string,
            let sent = part.media.first?.original.alt, !MetaText.same(alt, sent)
        {
            found.append("\(table.network) shows another picture description than was sent.")
        }
        return found
    }

    /// Does `media_type` name what was sent? Where it is not shown, nothing speaks against it.
    func isOfKind(_ shown: JSONValue, _ part: RenderedPart) -> Bool {
        guard let kind = shown["media_type"]?.string, let first = part.media.first else { return true }
        if part.media.count > 1 { return kind == "CAROUSEL_ALBUM" }
        return kind == (first.original.isVideo ? "VIDEO" : "IMAGE")
    }

    private func difference(_ shown: Int, _ sent: [RenderedMedia]) -> Sentence {
        sent.contains { $0.original.isVideo }
            ? "\(table.network) shows \(shown) pictures and videos; \(sent.count) were sent."
            : "\(table.network) shows \(shown) pictures; \(sent.count) were sent."
    }
}
