import KicauCore

extension Mastodon {
    /// docs.joinmastodon.org, statuses, and polls; read 2026-07-02.
    static let options = [
        PostOption(
            "visibility", "Who may see it",
            .choice([
                .init("public", "Everyone"), .init("unlisted", "Everyone, but not in public timelines"),
                .init("private", "Followers only"),
            ])),
        PostOption("spoiler_text", "Content warning", .text(most: 500), about: "Hides the text until it is opened."),
        PostOption("sensitive", "Pictures are sensitive", .flag, about: "They are blurred until they are opened."),
        PostOption("language", "Language of the text", .text(most: 12), about: "Two letters, such as id or en."),
        // As wide as the widest server; what the account's own takes is narrower.
        PostOption("poll", "Poll answers", .lines(2...50, most: 500)),
        PostOption(
            "poll_expires_in", "The poll runs for",
            .choice(Polls.durations([5, 30, 60, 360, 720, 1440, 4320, 10_080, 20_160, 43_200], times: 60))),
        PostOption("poll_multiple", "More than one answer may be chosen", .flag),
        PostOption("poll_hide_totals", "Counts stay hidden until the poll ends", .flag),
        PostOption(
            "quote_approval_policy", "Who may quote it",
            .choice([
                .init("public", "Everyone"), .init("followers", "Followers only"), .init("nobody", "Nobody"),
            ]), about: "Servers of Mastodon 4.5 and newer know this."),
        PostOption(
            "quote", "Post to quote", .link,
            about: "The address of a post on any server. Servers of Mastodon 4.5 and newer know this."),
    ]

    /// Both visibility and language are always sent, since servers differ in their defaults. An answer is shown to no
    /// more people than what it answers, and keeps its content warning.
    func frozen(
        _ chosen: ChosenOptions, _ dialect: MastodonDialect, isFirst: Bool, answering answer: MastodonAnswer?
    ) -> [String: JSONValue] {
        let spoiler = (chosen["spoiler_text"] ?? answer?.spoiler).flatMap { $0.isEmpty ? nil : $0 }
        let visibility = chosen["visibility"] ?? dialect.visibility
        return JSONValue.members([
            ("visibility", .string(answer?.visibility(wanting: visibility) ?? visibility)),
            ("language", (chosen["language"] ?? dialect.language).map(JSONValue.string)),
            ("spoiler_text", spoiler.map(JSONValue.string)),
            ("sensitive", chosen.isOn("sensitive") || spoiler != nil ? true : nil),
            ("quote_approval_policy", chosen["quote_approval_policy"].map(JSONValue.string)),
            ("quote", isFirst ? chosen["quote"].map(JSONValue.string) : nil),
            ("poll", isFirst ? Mastodon.poll(chosen) : nil),
        ]).object ?? [:]
    }

    private static func poll(_ chosen: ChosenOptions) -> JSONValue? {
        let answers = chosen.all("poll")
        guard !answers.isEmpty else { return nil }
        return .members([
            ("options", .array(answers.map(JSONValue.string))),
            ("expires_in", .integer(Int64(pollSeconds(chosen)))),
            ("multiple", chosen.isOn("poll_multiple") ? true : nil),
            ("hide_totals", chosen.isOn("poll_hide_totals") ? true : nil),
        ])
    }

    static func pollSeconds(_ chosen: ChosenOptions) -> Int { chosen["poll_expires_in"].flatMap(Int.init) ?? 86_400 }

    func broken(_ chosen: ChosenOptions, _ dialect: MastodonDialect, _ post: Post) -> [RuleBroken] {
        Polls.broken(chosen, post: post) + Mastodon.brokenQuote(chosen, dialect, post) + dialect.broken(chosen)
    }
}
