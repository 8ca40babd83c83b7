public import KicauCore

extension LinkedIn {
    public func trimmings(of part: RenderedPart) -> Trimmings {
        let (options, answers) = (LinkedIn.options, part.pollAnswers())
        let poll = part.frozen["poll"]
        let runs = poll?["settings"]?["duration"]?.string
        let visibility = part.chosen("visibility").filter { $0 != "PUBLIC" }
        let notes: [Trimmings.Note?] = [
            options.note(.audience, "visibility", visibility),
            options.note(.form, "title", part.chosen("title")),
            options.note(.quotes, "isReshareDisabledByAuthor", part.chosen("isReshareDisabledByAuthor")),
        ]
        return Trimmings(
            poll: answers.isEmpty
                ? nil
                : .init(
                    question: poll?["question"]?.string, answers: answers,
                    runs: runs.flatMap { options.words("poll_duration", [$0]).first }),
            quoted: part.frozen["reshare_parent"]?.string.map { "https://www.linkedin.com/feed/update/\($0)" },
            notes: notes.compactMap(\.self))
    }
}
