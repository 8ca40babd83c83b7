import KicauCore

/// Where a post was made, and who was there.
///
/// [CG] Page, `place` and `tags` of feed, `place` of video_reels and Album photos, 2026-04-15. Looking for pages needs
/// Page Public Content Access, which an app of one's own does not have, so the numbers are typed.
extension Facebook {
    static let placeOptions = [
        PostOption("place", "Place", .text(most: 18), about: "The number of the place's page on Facebook."),
        PostOption(
            "tags", "People in the post", .lines(1...mostTags, most: 18),
            about: "Their numbers on Facebook, one a line; only together with a place."),
    ]

    /// Our own: Meta's pages name none.
    private static let mostTags = 20

    static func frozenPlace(_ chosen: ChosenOptions) -> [(String, JSONValue?)] {
        guard Format(chosen) != .story else { return [] }
        let people = chosen.all("tags")
        return [
            ("place", chosen["place"].map(JSONValue.string)),
            ("tags", people.isEmpty ? nil : .array(people.map(JSONValue.string))),
        ]
    }

    func brokenPlace(_ chosen: ChosenOptions, _ part: Outline.Part, _ format: Format) -> [RuleBroken] {
        if format == .story { return [] }
        var broken: [RuleBroken] = []
        if let place = chosen["place"], !place.isDigits {
            broken.append(
                RuleBroken(
                    "A place on Facebook is named by the number of its page, not by \(place).",
                    do: "Write the number alone, or leave place out.", part: 0))
        }
        broken += chosen.all("tags").filter { !$0.isDigits }.map { person in
            RuleBroken(
                "\(person) is no number of a person or page on Facebook.",
                do: "Write the numbers alone, one a line, or leave tags out.", part: 0)
        }
        if chosen["tags"] != nil, chosen["place"] == nil {
            broken.append(
                RuleBroken(
                    "Facebook takes the people in a post only together with its place.",
                    do: "Write the number of the place's page into place, or leave tags out.", part: 0))
        }
        return broken + misplaced(chosen, part, format)
    }

    /// Videos take neither, reels a place alone, and a picture in an album would take people by where they stand in it.
    private func misplaced(_ chosen: ChosenOptions, _ part: Outline.Part, _ format: Format) -> [RuleBroken] {
        let hasVideo = part.media.first?.isVideo == true
        let names =
            !hasVideo ? (chosen["album"] == nil ? [] : ["tags"]) : format == .reel ? ["tags"] : ["place", "tags"]
        return names.filter { chosen[$0] != nil }.map { name in
            RuleBroken(
                "Facebook takes no \(name) with a video or a picture in an album.",
                do: "Leave \(name) out, or say it in the text.", part: 0)
        }
    }

    /// What a story does not take at all.
    func brokenInStory(_ chosen: ChosenOptions, _ format: Format) -> [RuleBroken] {
        guard format == .story else { return [] }
        let names = (Facebook.placeOptions + Facebook.audienceOptions.dropFirst() + Facebook.feedOptions).map(\.name)
        return names.filter { chosen[$0] != nil }.map { name in
            RuleBroken(
                "A story on Facebook has no \(name).", do: "Leave \(name) out, or publish it as a post.", part: 0)
        }
    }
}

extension Facebook.Wire {
    /// A place by its page's number, people by theirs.
    static func place(of part: RenderedPart) -> [(String, String)] {
        let people = part.frozen["tags"]?.array?.compactMap(\.string) ?? []
        return (part.frozen["place"]?.string.map { [("place", $0)] } ?? [])
            + (people.isEmpty ? [] : [("tags", people.joined(separator: ","))])
    }
}
