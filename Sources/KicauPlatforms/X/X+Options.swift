import KicauCore

extension X {
    /// X OpenAPI 2.167, `TweetCreateRequest`; read 2026-07-25.
    static let options = [
        PostOption(
            "reply_settings", "Who may answer",
            .choice([
                .init("following", "People you follow"), .init("mentionedUsers", "People you mention"),
                .init("subscribers", "Your subscribers"), .init("verified", "Verified accounts"),
            ]), about: "Left open, everyone may."),
        PostOption("poll", "Poll answers", .lines(2...4, most: 25)),
        PostOption(
            "poll_duration_minutes", "The poll runs for",
            .choice(Polls.durations([5, 30, 60, 360, 720, 1440, 4320, 10_080]))),
        PostOption(
            "community_id", "Community", .text(most: 19), about: "The number in the address of the community's page."),
        PostOption("share_with_followers", "Show a community's post to followers too", .flag),
        PostOption("made_with_ai", "Label: made with AI", .flag),
        PostOption("paid_partnership", "Label: paid partnership", .flag),
    ]

    /// Of a thread only the first post has them: its answers belong to the author.
    static func frozen(_ chosen: ChosenOptions, in role: RenderedPart.Role) -> [String: JSONValue] {
        guard role == .post else { return [:] }
        let (answers, people) = (chosen.all("poll"), taggedNames(chosen))
        let minutes = chosen["poll_duration_minutes"].flatMap(Int64.init) ?? 1440
        return JSONValue.members([
            ("reply_settings", chosen["reply_settings"].map(JSONValue.string)),
            (
                "poll",
                answers.isEmpty
                    ? nil
                    : ["options": .array(answers.map(JSONValue.string)), "duration_minutes": .integer(minutes)]
            ),
            ("community_id", chosen["community_id"].map(JSONValue.string)),
            ("share_with_followers", chosen.isOn("share_with_followers") ? true : nil),
            ("made_with_ai", chosen.isOn("made_with_ai") ? true : nil),
            ("paid_partnership", chosen.isOn("paid_partnership") ? true : nil),
            ("geo", frozenPlace(chosen)),
            (taggedField, people.isEmpty ? nil : .array(people.map(JSONValue.string))),
            (quoteField, chosen["quote"].flatMap(XPostNumber.init).map { .string($0.digits) }),
        ]).object ?? [:]
    }

    func broken(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        var broken = Polls.broken(chosen, post: post) + brokenQuote(chosen, post) + X.brokenTags(chosen, post)
        broken += X.brokenPlace(chosen)
        if let community = chosen["community_id"], !community.isDigits {
            broken.append(
                RuleBroken(
                    "A community on X is named by its number, not by \(community).",
                    do: "Open the community and copy the number from its address."))
        }
        if chosen.isOn("share_with_followers"), chosen["community_id"] == nil {
            broken.append(
                RuleBroken(
                    "Only a community's post can be shown to followers too.", do: "Name the community, or leave it out."
                ))
        }
        return broken
    }
}
