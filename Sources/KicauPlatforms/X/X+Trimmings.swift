public import KicauCore

extension X {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let (options, answers) = (X.options, part.pollAnswers())
        let minutes = part.frozen["poll"]?["duration_minutes"]?.string
        let notes: [Trimmings.Note?] = [
            options.note(.answers, "reply_settings", part.chosen("reply_settings")),
            options.note(.audience, "community_id", part.chosen("community_id")),
            options.note(.audience, "share_with_followers", part.chosen("share_with_followers")),
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
            notes: notes.compactMap(\.self))
    }
}
