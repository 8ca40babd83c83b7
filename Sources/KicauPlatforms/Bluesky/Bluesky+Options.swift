import KicauCore

extension Bluesky {
    /// Lexicons app.bsky.feed.post, threadgate and postgate, app.bsky.embed.record; read 2026-07-02.
    static let options = [
        PostOption(
            "labels", "Warn of what it shows",
            .several(
                [
                    .init("sexual", "Suggestive"), .init("nudity", "Nudity, not sexual"),
                    .init("porn", "Adult content"),
                    .init("graphic-media", "Graphic media"),
                ], most: 4)),
        PostOption(
            "threadgate", "Who may answer",
            .several(
                [
                    .init("nobody", "Nobody"), .init("mentionRule", "People you mention"),
                    .init("followerRule", "Your followers"), .init("followingRule", "People you follow"),
                ], most: 3), about: "Left open, everyone may."),
        gateLists,
        PostOption("postgate", "Who may quote it", .choice([.init("disableRule", "Nobody")])),
        PostOption(
            "langs", "Languages of the text", .lines(1...3, most: 12), about: "Two letters each, such as id or en."),
        PostOption("tags", "Tags that are not in the text", .lines(1...8, most: 64)),
        PostOption("quote", "Post to quote", .text(most: 300), about: "Its link at bsky.app, or its at:// address."),
    ]

    static func broken(_ chosen: ChosenOptions, of account: Account, answering: Receipt?) -> [RuleBroken] {
        broken(chosen.all("threadgate") + chosen.all(gateLists.name), isAnswer: answering != nil)
            + brokenLists(chosen, of: account) + QuotedPost.broken(chosen["quote"])
    }

    /// Each part of a thread is a record of its own.
    func frozen(
        _ chosen: ChosenOptions, in role: RenderedPart.Role, of account: Account
    ) -> [(String, JSONValue?)] {
        let labels = chosen.all("labels").map { JSONValue.object(["val": .string($0)]) }
        let tags = chosen.all("tags").map { JSONValue.string($0.hasPrefix("#") ? String($0.dropFirst()) : $0) }
        return [
            (
                "labels",
                labels.isEmpty
                    ? nil : ["$type": "com.atproto.label.defs#selfLabels", "values": .array(labels)]
            ), ("tags", tags.isEmpty ? nil : .array(tags)),
        ] + Bluesky.gates(chosen, in: role, of: account)
    }
}
