import KicauCore

extension LinkedIn {
    /// learn.microsoft.com, Posts API and Poll API; read 2026-07-02.
    static let options = [
        PostOption(
            "visibility", "Who may see it",
            .choice([
                .init("PUBLIC", "Everyone"), .init("CONNECTIONS", "Your connections"),
                .init("LOGGED_IN", "Everyone who is signed in to LinkedIn"),
            ])),
        PostOption("isReshareDisabledByAuthor", "It may not be shared on", .flag),
        PostOption(
            "reshare_parent", "Post to share", .text(most: 500),
            about: "The address in the code that LinkedIn's menu gives to embed it."),
        titleOption,
        PostOption(
            "poll_question", "Question of the poll", .text(most: 140), about: "The answers stand on lines of their own."
        ),
        PostOption("poll", "Poll answers", .lines(2...4, most: 30)),
        PostOption(
            "poll_duration", "The poll runs for",
            .choice([
                .init("ONE_DAY", "1 day"), .init("THREE_DAYS", "\(3) days"), .init("SEVEN_DAYS", "\(7) days"),
                .init("FOURTEEN_DAYS", "\(14) days"),
            ])),
    ]

    static func frozen(_ chosen: ChosenOptions, in role: RenderedPart.Role) -> [String: JSONValue] {
        guard role != .comment else { return [:] }
        return JSONValue.members([
            ("visibility", chosen["visibility"].map(JSONValue.string)),
            ("isReshareDisabledByAuthor", chosen.isOn("isReshareDisabledByAuthor") ? true : nil),
            ("reshare_parent", chosen["reshare_parent"].flatMap(shared).map(JSONValue.string)),
            ("poll", poll(chosen)), ("title", chosen["title"].map(JSONValue.string)),
        ]).object ?? [:]
    }

    /// The urn in an address. An activity's is none: the API shares by the post's own urn (Posts API, read 2026-09-01).
    static func shared(_ address: String) -> String? {
        address.firstMatch(of: /(share|ugcPost)(?::|%3[Aa]|-)([0-9]+)/)
            .map { "urn:li:\($0.output.1):\($0.output.2)" }
    }

    private static func poll(_ chosen: ChosenOptions) -> JSONValue? {
        let answers = chosen.all("poll")
        guard !answers.isEmpty else { return nil }
        return [
            "question": .string(chosen["poll_question"] ?? ""),
            "options": .array(answers.map { ["text": .string($0)] }),
            "settings": [
                "duration": .string(chosen["poll_duration"] ?? "SEVEN_DAYS"), "voteSelectionType": "SINGLE_VOTE",
                "isVoterVisibleToAuthor": true,
            ],
        ]
    }

    /// What is shared stands where pictures, a video or a poll would.
    private static func brokenByShared(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        guard let address = chosen["reshare_parent"] else { return [] }
        var broken: [RuleBroken] = []
        if shared(address) == nil {
            broken.append(
                RuleBroken(
                    "\(address) names no post that LinkedIn would share.",
                    do: "Take the address in the code to embed the post; it has share or ugcPost and a number in it.",
                    part: 0))
        }
        if post.parts.first?.media.isEmpty == false || !chosen.all("poll").isEmpty {
            broken.append(
                RuleBroken(
                    "A post on LinkedIn shares another one, or has pictures, a video or a poll; not both.",
                    do: "Take them out of the first part, or leave reshare_parent out.", part: 0))
        }
        return broken
    }

    private static func brokenByAnswer(_ chosen: ChosenOptions) -> [RuleBroken] {
        guard !chosen.isEmpty else { return [] }
        return [
            RuleBroken(
                "A comment on LinkedIn is words alone: no poll, no shared post, nothing to choose.",
                do: "Leave the choices for LinkedIn out.", part: 0)
        ]
    }

    func broken(_ chosen: ChosenOptions, _ post: Post, for account: Account) -> [RuleBroken] {
        guard post.answering == nil else { return LinkedIn.brokenByAnswer(chosen) }
        var broken = Polls.broken(chosen, post: post) + LinkedIn.brokenByShared(chosen, post)
        broken += LinkedIn.brokenTitle(chosen, post.parts.first?.media ?? [])
        let (asks, answers) = (chosen["poll_question"] != nil, !chosen.all("poll").isEmpty)
        if asks != answers {
            broken.append(
                RuleBroken("A poll on LinkedIn has a question and its answers.", do: "Write both, or neither.", part: 0)
            )
        }
        if account.isOrganisation, chosen["visibility"] == "CONNECTIONS" {
            broken.append(
                RuleBroken(
                    "A page on LinkedIn has no connections who could see it.", do: "Choose everyone instead.", part: 0))
        }
        return broken
    }
}
