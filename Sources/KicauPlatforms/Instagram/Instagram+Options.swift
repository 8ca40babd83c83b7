import KicauCore

extension Instagram {
    /// developers.facebook.com, IG User media, read 2026-10-10.
    static let options = [
        PostOption(
            "format", "Publish it as", .choice([.init("story", "A story, gone after a day")]),
            about: "A story is one picture or video, without text."),
        PostOption(
            "share_to_feed", "A reel is shown",
            .choice([.init("true", "In the feed too"), .init("false", "Among reels only")])
        ),
        PostOption(
            "thumb_offset", "Moment of a reel's cover", .text(most: 7), about: "In milliseconds from its beginning."),
        PostOption(
            "collaborators", "Together with", .lines(1...3, most: 30),
            about: "Names of other accounts; each has to agree."),
        PostOption(
            "location_id", "Place", .text(most: 20), about: "The number of a Facebook page that has an address."),
    ]

    static func frozen(_ chosen: ChosenOptions, in role: RenderedPart.Role) -> [String: JSONValue] {
        guard role == .post else { return [:] }
        let together = chosen.all("collaborators").map(name)
        return JSONValue.members([
            ("format", chosen["format"].map(JSONValue.string)),
            ("share_to_feed", chosen["share_to_feed"].map(JSONValue.string)),
            ("thumb_offset", chosen["thumb_offset"].map(JSONValue.string)),
            ("collaborators", together.isEmpty ? nil : .array(together.map(JSONValue.string))),
            ("location_id", chosen["location_id"].map(JSONValue.string)),
        ]).object ?? [:]
    }

    private static func name(_ written: String) -> String { String(written.drop { $0 == "@" }) }

    static func isStory(_ part: RenderedPart) -> Bool { part.frozen["format"]?.string == "story" }

    func broken(_ chosen: ChosenOptions, _ post: Post) -> [RuleBroken] {
        let media = post.parts.first?.media ?? []
        let isReel = media.count == 1 && media[0].isVideo && chosen["format"] == nil
        var broken = chosen["format"] == "story" ? Instagram.brokenByStory(post, media) : []
        if !isReel, let name = ["share_to_feed", "thumb_offset"].first(where: { chosen[$0] != nil }) {
            broken.append(
                RuleBroken(
                    "\(name) is for a reel on Instagram, and this post is none.",
                    do: "Leave it out, or publish one video by itself.", part: 0))
        }
        for name in ["thumb_offset", "location_id"] {
            guard let value = chosen[name], !value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { continue }
            broken.append(RuleBroken("\(name) is a number, not \(value).", do: "Write digits only.", part: 0))
        }
        if let offset = chosen["thumb_offset"].flatMap(Int.init), let runs = media.first?.motion?.milliseconds,
            offset > runs
        {
            broken.append(
                RuleBroken(
                    "The cover's moment lies behind the end of the video, at \(runs) ms.", do: "Choose an earlier one.",
                    part: 0))
        }
        return broken
    }

    private static func brokenByStory(_ post: Post, _ media: [Media]) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if media.count != 1 {
            broken.append(
                RuleBroken(
                    "A story on Instagram is one picture or one video; this post has \(media.count).",
                    do: "Keep one, or publish it in the feed.", part: 0))
        }
        if post.parts.first.map({ !Outline.tidied($0.text).isEmpty }) ?? false {
            broken.append(
                RuleBroken(
                    "A story on Instagram has no text.", do: "Take the text out, or give Instagram other words.",
                    part: 0))
        }
        if !Outline.tidied(post.firstComment ?? "").isEmpty {
            broken.append(
                RuleBroken("A story on Instagram takes no first comment.", do: "Take the comment out.", part: 0))
        }
        if let runs = media.first?.motion?.milliseconds, media[0].isVideo, runs > longestStory.value {
            broken.append(
                RuleBroken(
                    "A story's video on Instagram runs 60 seconds at most; this one runs \(runs / 1000).",
                    do: "Cut it to that length and upload it again.", part: 0))
        }
        return broken
    }
}
