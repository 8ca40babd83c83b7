public import KicauCore

extension X {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let (options, answers) = (X.options, part.pollAnswers())
        let minutes = part.frozen["poll"]?["duration_minutes"]?.string
        let notes: [Trimmings.Note?] = [
            options.note(.answers, "reply_settings", part.chosen("reply_settings")),
            options.note(.audience, "community_id", part.chosen("community_id")),
            options.note(.audience, "share_with_followers", part.chosen("share_with_followers")),
            [X.tagged].note(.people, X.taggedField, part.chosen(X.taggedField)),
            [X.place].note(
                .place, X.place.name, [part.frozen["geo"]?["place_id"]?.string].compactMap(\.self)),
            options.note(.label, "made_with_ai", part.chosen("made_with_ai")),
            options.note(.label, "paid_partnership", part.chosen("paid_partnership")),
        ]
        return Trimmings(
            poll: answers.isEmpty
                ? nil
                : .init(
                    answers: answers,
                    runs: minutes.flatMap { options.words("poll_duration_minutes", [$0]).first }),
            quoted: part.quotedOnX.map { "https://x.com/i/status/\($0)" },
            link: answers.isEmpty ? cardLink(of: part) : nil,
            notes: notes.compactMap(\.self))
    }

    /// X makes a card of the last link, unless media, a poll or a post stand under the text. Its papers name no rule:
    /// twittercommunity.com, "Which url gets previewed", as stored; so it is doubtful.
    private func cardLink(of part: RenderedPart) -> String? {
        guard part.media.isEmpty, part.quotedOnX == nil, part.links.allSatisfy({ XPostNumber($0) == nil }) else {
            return nil
        }
        return part.links.last
    }
}
