import KicauCore

extension Instagram {
    /// developers.facebook.com, IG User media; read 2026-11-27. How many people a video names is remembered.
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
        PostOption(
            "collaborators", "Published together with", .lines(1...3, most: 31),
            about: "Other accounts, one a line; each of them is asked first."),
        PostOption(
            "location_id", "Place", .text(most: 20), about: "The number of the place's page on Facebook."),
        PostOption(
            "user_tags", "People in the reel or story", .lines(1...20, most: 31),
            about: "Their user names, one a line."),
    ]

    static func frozen(_ chosen: ChosenOptions, in role: RenderedPart.Role) -> [String: JSONValue] {
        guard role == .post else { return [:] }
        let people = chosen.all("user_tags").map { JSONValue.object(["username": .string(userName($0))]) }
        let partners = chosen.all("collaborators").map { JSONValue.string(userName($0)) }
        return JSONValue.members([
            ("format", chosen["format"].map(JSONValue.string)),
            ("share_to_feed", chosen["share_to_feed"].map(JSONValue.string)),
            ("thumb_offset", chosen["thumb_offset"].map(JSONValue.string)),
            ("collaborators", partners.isEmpty ? nil : .array(partners)),
            ("location_id", chosen["location_id"].map(JSONValue.string)),
            ("user_tags", people.isEmpty ? nil : .array(people)),
        ]).object ?? [:]
    }

    /// People write it with the sign that is not part of it.
    static func userName(_ written: String) -> String {
        written.hasPrefix("@") ? String(written.dropFirst()) : written
    }
}
