import KicauCore

extension Facebook {
    /// developers.facebook.com, Video API, Reels and Page stories; read 2026-11-27.
    static let options =
        [
            PostOption(
                "format", "Published as",
                .choice([
                    .init("reel", "A reel"), .init("story", "A story, gone after a day"), .init("post", "A post"),
                ]),
                about: "A reel is one upright video; a story is one picture or upright video, without text."),
            PostOption("title", "Title of the video", .text(most: 255)),
            coverOption, albumOption, button,
        ] + placeOptions + audienceOptions + feedOptions

    static func frozen(
        _ chosen: ChosenOptions, card: String?, in role: RenderedPart.Role
    ) -> [String: JSONValue] {
        guard role == .post else { return [:] }
        let own: [(String, JSONValue?)] = [
            ("format", chosen["format"].map(JSONValue.string)), ("title", chosen["title"].map(JSONValue.string)),
            ("link", card.map(JSONValue.string)), ("album", frozenAlbum(chosen)),
            ("feed_targeting", frozenFeed(chosen)), (button.name, chosen[button.name].map(JSONValue.string)),
        ]
        return JSONValue.members(own + frozenPlace(chosen) + frozenAudience(chosen)).object ?? [:]
    }

    func broken(_ chosen: ChosenOptions, _ outline: [Outline.Part]) -> [RuleBroken] {
        guard let first = outline.first else { return [] }
        let format = Format(chosen)
        let own: [RuleBroken] =
            switch format {
            case .post: []
            case .reel: brokenReel(first)
            case .story: brokenStory(first, hasComment: outline.contains { $0.role == .comment })
            }
        return own + brokenAudience(chosen, format) + brokenFeed(chosen) + brokenPlace(chosen, first, format)
            + brokenInStory(chosen, format) + brokenAlbum(chosen, first, format) + leftOut(chosen, first, format)
            + Facebook.brokenButton(chosen, first, format)
    }

    private func brokenReel(_ part: Outline.Part) -> [RuleBroken] {
        guard part.media.count == 1, let video = part.media.first, video.isVideo else {
            return [
                RuleBroken(
                    "A reel on Facebook is one video, and this post is not.",
                    do: "Leave one video in it, or publish it as a post.", part: 0)
            ]
        }
        return notUpright(video, Format.reel)
    }

    private func brokenStory(_ part: Outline.Part, hasComment: Bool) -> [RuleBroken] {
        let only = part.media.count == 1 ? part.media.first : nil
        let shape = only.map { $0.isVideo ? notUpright($0, Format.story) : [] } ?? []
        return shape + StoryRules.broken(part, hasComment: hasComment, on: name)
    }

    private func notUpright(_ video: Media, _ format: Format) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        let (width, height) = (Facebook.uprightWidth.value, Facebook.uprightHeight.value)
        let ratio = video.width * 1000 / max(video.height, 1)
        if !Facebook.uprightRatios.contains(ratio) || video.width < width || video.height < height {
            broken.append(
                RuleBroken(
                    "\(format.productName) takes upright videos, 9 to 16, of at least \(width) by \(height) pixels; this one has \(video.width) by \(video.height).",
                    do: "Make one of that shape and upload it again, or publish it as a post.", part: 0))
        }
        let slowness = video.motion?.milliFPS ?? 0
        if slowness > 0, slowness < Facebook.uprightMilliFPS.value {
            broken.append(
                RuleBroken(
                    "\(format.productName) takes videos of at least \(Facebook.uprightMilliFPS.value / 1000) frames a second.",
                    do: "Make one with more and upload it again, or publish it as a post.", part: 0))
        }
        return broken
    }

    /// What is taken and then not shown.
    private func leftOut(_ chosen: ChosenOptions, _ part: Outline.Part, _ format: Format) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        let video = part.media.first.flatMap { $0.isVideo ? $0 : nil }
        if chosen["title"] != nil, video == nil || format == .story {
            broken.append(
                RuleBroken(
                    "On Facebook only the video of a post or reel has a title; it is left out.",
                    do: "Nothing, or put it into the text.", part: 0, weight: .warns))
        }
        if let video, !video.alt.isEmpty {
            broken.append(
                RuleBroken(
                    "Facebook takes no description of a video; it is left out.",
                    do: "Nothing, or put it into the text.", part: 0, weight: .warns))
        }
        return broken
    }
}
