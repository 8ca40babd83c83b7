public import KicauCore

extension Threads {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let options = Threads.options
        let poll = part.frozen["poll_attachment"]
        let answers = ["option_a", "option_b", "option_c", "option_d"].compactMap { poll?[$0]?.string }
        let notes: [Trimmings.Note?] = [
            options.note(.answers, "reply_control", part.chosen("reply_control")),
            options.note(.answers, "enable_reply_approvals", part.chosen("enable_reply_approvals")),
            options.note(.form, "is_ghost_post", part.chosen("is_ghost_post")),
            options.note(.form, Threads.longField, Threads.beginning(ofLongText: part)),
            options.note(.form, Threads.longTextLink.name, Threads.link(ofLongText: part)),
            options.note(.place, Threads.placeField, part.chosen(Threads.placeField)),
            options.note(.form, "text_entities", Threads.hiddenWords(of: part)),
        ]
        return Trimmings(
            topic: part.frozen["topic_tag"]?.string, veil: veil(of: part),
            poll: answers.isEmpty ? nil : .init(answers: answers), quoted: part.frozen["quote_post_id"]?.string,
            link: cardLink(of: part), notes: notes.compactMap(\.self))
    }

    private func veil(of part: RenderedPart) -> Trimmings.Veil? {
        guard part.frozen["is_spoiler_media"] == .bool(true), !part.media.isEmpty else { return nil }
        return .init([Threads.spoilerMedia.title], hidesText: false)
    }

    /// Without a link of its own the first one of the text becomes the card, on posts of text alone: Threads API,
    /// Postman collection of 2026-01-02, "Create Text Container".
    private func cardLink(of part: RenderedPart) -> String? {
        if let chosen = part.frozen["link_attachment"]?.string { return chosen }
        let isFree = part.media.isEmpty && part.frozen["poll_attachment"] == nil && part.frozen["quote_post_id"] == nil
        return isFree ? part.links.first : nil
    }
}
