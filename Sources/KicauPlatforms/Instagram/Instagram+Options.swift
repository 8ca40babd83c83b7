import KicauCore

extension Instagram {
    /// developers.facebook.com, IG User media; read 2026-11-27. How many people a video names is remembered. The label
    /// for AI is in Instagram's changelog of 2026-06-22, that for advertising in Meta's blog of 2026-04-22.
    static let options = [
        PostOption(
            "format", "Published as",
            .choice([.init("story", "A story, gone after a day"), .init("post", "A post")]),
            about: "A story is one picture or video, without text; one video in a post is a reel."),
        PostOption(
            "share_to_feed", "Where the reel is shown",
            .choice([.init("true", "In the feed as well"), .init("false", "Among the reels alone")])),
        PostOption(
            "thumb_offset", "Cover of the reel", .text(most: 7),
            about: "The moment it is taken from, in milliseconds from the start of the video."),
        coverOption,
        PostOption(
            "collaborators", "Published together with", .lines(1...3, most: 31),
            about: "Other accounts, one a line; each of them is asked first."),
        PostOption(
            "location_id", "Place", .text(most: 20), about: "The number of the place's page on Facebook."),
        peopleOption,
        PostOption("is_ai_generated", "Label: made with AI", .flag),
        PostOption(
            "is_paid_partnership", "Label: paid partnership", .flag,
            about: "Only for accounts connected through their Facebook page."),
        PostOption(
            "trial_params", "Shown as a trial first",
            .choice([
                .init("MANUAL", "To people who do not follow you, until you share it with all"),
                .init("SS_PERFORMANCE", "To people who do not follow you, and to all if it does well"),
            ]), about: "For reels; accounts with few followers have no trials."),
        PostOption("audio_name", "Name of the reel's sound", .text(most: 100)),
    ]

    static func frozen(_ chosen: ChosenOptions, in part: Outline.Part) -> [String: JSONValue] {
        guard part.role == .post else { return [:] }
        let partners = chosen.all("collaborators").map { JSONValue.string(userName($0)) }
        let own: [(String, JSONValue?)] = [
            ("format", chosen["format"].map(JSONValue.string)),
            ("share_to_feed", chosen["share_to_feed"].map(JSONValue.string)),
            ("thumb_offset", chosen["thumb_offset"].map(JSONValue.string)),
            ("collaborators", partners.isEmpty ? nil : .array(partners)),
            ("location_id", chosen["location_id"].map(JSONValue.string)),
            ("is_ai_generated", chosen.isOn("is_ai_generated") ? true : nil),
            ("is_paid_partnership", chosen.isOn("is_paid_partnership") ? true : nil),
            ("trial_params", chosen["trial_params"].map { .object(["graduation_strategy": .string($0)]) }),
            ("audio_name", chosen["audio_name"].map(JSONValue.string)),
        ]
        return JSONValue.members(own + frozenPeople(chosen, among: part.media)).object ?? [:]
    }

    /// People write it with the sign that is not part of it.
    static func userName(_ written: String) -> String {
        written.hasPrefix("@") ? String(written.dropFirst()) : written
    }
}
