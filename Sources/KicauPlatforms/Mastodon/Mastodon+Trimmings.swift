public import KicauCore

extension Mastodon {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let (options, answers) = (Mastodon.options, part.pollAnswers())
        let poll = part.frozen["poll"]
        let hidden = poll?["hide_totals"] == .bool(true) ? ["yes"] : []
        let notes: [Trimmings.Note?] = [
            // Whom everybody sees is what readers take for granted.
            options.note(.audience, "visibility", part.chosen("visibility").filter { $0 != "public" }),
            options.note(.quotes, "quote_approval_policy", part.chosen("quote_approval_policy")),
            options.note(.form, "poll_hide_totals", hidden),
            options.note(.form, "language", part.chosen("language")),
        ]
        return Trimmings(
            veil: veil(of: part),
            poll: answers.isEmpty
                ? nil
                : .init(
                    answers: answers, takesSeveral: poll?["multiple"] == .bool(true),
                    runs: (poll?["expires_in"]?.string).flatMap { options.words("poll_expires_in", [$0]).first }),
            quoted: part.frozen["quote"]?.string, link: cardLink(of: part),
            notes: notes.compactMap(\.self))
    }

    /// A server makes a card of the first link, and its pages show it where neither media nor a quote stand there:
    /// mastodon/mastodon, `fetch_link_card_service.rb` and `status.jsx`, as stored.
    private func cardLink(of part: RenderedPart) -> String? {
        part.media.isEmpty && part.frozen["quote"] == nil ? part.links.first : nil
    }

    private func veil(of part: RenderedPart) -> Trimmings.Veil? {
        if let warning = part.frozen["spoiler_text"]?.string { return .init([.verbatim(warning)], hidesText: true) }
        guard part.frozen["sensitive"] == .bool(true), !part.media.isEmpty,
            let option = Mastodon.options.first(where: { $0.name == "sensitive" })
        else { return nil }
        return .init([option.title], hidesText: false)
    }
}
