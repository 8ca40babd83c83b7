import KicauCore

extension Threads {
    /// Meta's Threads API, Postman collection of 2026-01-02.
    static let options = [
        PostOption(
            "reply_control", "Who may answer",
            .choice([
                .init("everyone", "Everyone"), .init("accounts_you_follow", "People you follow"),
                .init("mentioned_only", "People you mention"), .init("followers_only", "Followers only"),
                .init("parent_post_author_only", "Only whom it answers"),
            ])),
        PostOption("topic_tag", "Topic", .text(most: 50)),
        PostOption(
            "link_attachment", "Link shown as a card", .link,
            about: "On posts without pictures and videos; without it, the first link of the text."),
        PostOption("poll", "Poll answers", .lines(2...4, most: 25)),
        PostOption(
            "enable_reply_approvals", "Answers wait for your approval", .flag,
            about: "They come into the inbox, where they are approved or ignored."),
        PostOption("is_ghost_post", "It vanishes after a day", .flag),
        spoilerMedia, spoilerWords, longText, longTextLink, place,
        PostOption("quote_post_id", "Post to quote", .text(most: 20), about: "Its number in the Threads API."),
    ]

    static func frozen(_ chosen: ChosenOptions, in part: Outline.Part) -> [String: JSONValue] {
        guard part.role == .post else { return [:] }
        let names = ["option_a", "option_b", "option_c", "option_d"]
        let poll = Dictionary(
            zip(names, chosen.all("poll").map(JSONValue.string)), uniquingKeysWith: { first, _ in first })
        let own: [(String, JSONValue?)] = [
            ("reply_control", chosen["reply_control"].map(JSONValue.string)),
            ("topic_tag", chosen["topic_tag"].map(JSONValue.string)),
            ("link_attachment", chosen["link_attachment"].map(JSONValue.string)),
            ("poll_attachment", poll.isEmpty ? nil : .object(poll)),
            ("enable_reply_approvals", chosen.isOn("enable_reply_approvals") ? true : nil),
            ("quote_post_id", chosen["quote_post_id"].map(JSONValue.string)),
            ("is_ghost_post", chosen.isOn("is_ghost_post") ? true : nil),
            (longField, frozenLongText(chosen)),
            (placeField, namedPlace(chosen).map(JSONValue.string)),
        ]
        return JSONValue.members(own + frozenSpoilers(chosen, in: part.text)).object ?? [:]
    }

    func broken(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        var broken = Polls.broken(chosen, post: post)
        if let first = Outline(post).parts.first {
            broken += Threads.brokenSpoilers(chosen, first) + Threads.brokenLongText(chosen, first)
        }
        if let topic = chosen["topic_tag"], topic.contains(where: { ".&".contains($0) }) {
            broken.append(
                RuleBroken("A topic on Threads has no dot and no &: \(topic).", do: "Write it without.", part: 0))
        }
        if let quoted = chosen["quote_post_id"], !quoted.isDigits {
            broken.append(
                RuleBroken(
                    "A post to quote on Threads is named by its number in the API, not by \(quoted).",
                    do: "Write the number alone, or leave quote_post_id out.", part: 0))
        }
        if chosen["link_attachment"] != nil, post.parts.first?.media.isEmpty == false {
            broken.append(
                RuleBroken(
                    "Threads shows a link as a card only on a post without pictures and videos.",
                    do: "Take them out, or put the link into the text.", part: 0))
        }
        return broken
    }
}
