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
            ("poll", poll(chosen)),
        ]).object ?? [:]
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

    func broken(_ chosen: ChosenOptions, _ post: Post, for account: Account) -> [RuleBroken] {
        var broken = Polls.broken(chosen, post: post)
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
