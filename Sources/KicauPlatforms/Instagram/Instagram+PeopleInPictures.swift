import KicauCore

/// The people in pictures, reels and stories. [CG] IGUser and IGUserForIGOnlyAPI, `media`: `user_tags`, 2026-04-15;
/// places from 0 to 1 from the upper left: developers.facebook.com, Content publishing, read 2026-11-27 as stored.
extension Instagram {
    /// Of each picture, reel or story; remembered.
    static let mostTags = 20

    static let peopleOption = PostOption(
        "user_tags", "People in the pictures, reel or story", .lines(1...(mostTags * maxItems.value), most: 60),
        about:
            "User names, one a line. In a picture say where, from 0 to 1 from the left and from the top: dewi.a 0.5 0.2. Of several pictures say which: 2: dewi.a 0.5 0.2."
    )

    private static func tags(_ chosen: ChosenOptions) -> [PersonTag] {
        chosen.all("user_tags").compactMap(PersonTag.init)
    }

    /// A single one has them itself; in a carousel each picture has its own.
    static func frozenPeople(_ chosen: ChosenOptions, among media: [Media]) -> [(String, JSONValue?)] {
        let tags = tags(chosen)
        guard !tags.isEmpty else { return [] }
        guard media.count > 1 else { return [("user_tags", .array(tags.map(\.json)))] }
        let each = Dictionary(grouping: tags.filter { $0.item != nil }) { String($0.item ?? 0) }
        return [("item_tags", .object(each.mapValues { .array($0.map(\.json)) }))]
    }

    /// Those of one item of a carousel.
    static func people(of item: Int?, in part: RenderedPart) -> JSONValue? {
        item.flatMap { part.frozen["item_tags"]?[String($0)] }
    }

    /// All who are named, for the preview.
    static func people(in part: RenderedPart) -> [String] {
        let items = part.media.indices.compactMap { people(of: $0, in: part)?.array }.flatMap(\.self)
        return ((part.frozen["user_tags"]?.array ?? []) + items).compactMap { $0["username"]?.string }
    }

    static func brokenPeople(_ chosen: ChosenOptions, _ part: Outline.Part, _ format: Format) -> [RuleBroken] {
        let lines = chosen.all("user_tags")
        let strange = lines.filter { PersonTag($0) == nil }
        guard strange.isEmpty else { return strange.map(unread) }
        let tags = tags(chosen)
        let misplaced = tags.compactMap { broken($0, among: part.media, format) }
        let crowded = Dictionary(grouping: tags) { part.media.count == 1 ? 0 : $0.item ?? -1 }.values.contains {
            $0.count > mostTags
        }
        guard misplaced.isEmpty, crowded else { return misplaced }
        return [
            RuleBroken(
                "Instagram takes at most \(mostTags) people in a picture, reel or story.", do: "Take some out.", part: 0
            )
        ]
    }

    private static func broken(_ tag: PersonTag, among media: [Media], _ format: Format) -> RuleBroken? {
        guard !media.isEmpty else { return nil }
        guard let item = tag.item ?? (media.count == 1 ? 0 : nil), media.indices.contains(item) else {
            return RuleBroken(
                "It is not clear in which picture of this post \(tag.name) is.",
                do: "Write the picture's number before the name, counted from 1: 2: \(tag.name) 0.5 0.2.", part: 0)
        }
        let shown = media[item]
        if shown.isVideo, media.count > 1 {
            return RuleBroken(
                "Instagram names nobody in a video among others; \(tag.name) is in one.",
                do: "Mention them in the text, or name them in a picture.", part: 0)
        }
        if shown.isVideo, tag.place != nil {
            return RuleBroken(
                "In a video on Instagram people have no place; \(tag.name) has one.",
                do: "Write the user name alone.", part: 0)
        }
        if !shown.isVideo, tag.place == nil, format == .post {
            return RuleBroken(
                "Instagram wants to know where in the picture \(tag.name) is.",
                do: "Write it after the name, from 0 to 1 from the left and from the top: \(tag.name) 0.5 0.2.", part: 0
            )
        }
        return nil
    }

    private static func unread(_ line: String) -> RuleBroken {
        RuleBroken(
            "\(line) does not say who is where on Instagram.",
            do: "Write a user name, and in pictures two numbers from 0 to 1: dewi.a 0.5 0.2.", part: 0)
    }
}
