import KicauCore

/// A picture of the post that becomes the cover of its reel instead of being published. [CG] IGUser and
/// IGUserForIGOnlyAPI, `media`: `cover_url`, 2026-04-15.
extension Instagram {
    static let coverOption = PostOption(
        "cover", "Cover of the reel: a picture of this post", .text(most: 2),
        about: "Its number, counted from 1 with the video. It becomes the cover and is not published by itself.")

    /// JPEG up to 8 MB; 9 to 16 is advised, and of others Instagram takes the middle (developers.facebook.com, IG User
    /// media, Reel cover photo; remembered).
    static let coverFit = storyFit

    /// The parts as they are published, and the picture that is taken out of the first.
    static func covered(
        _ parts: [Outline.Part], _ chosen: ChosenOptions
    ) -> (parts: [Outline.Part], cover: Media?) {
        guard let first = parts.first, let place = cover(chosen, among: first.media) else { return (parts, nil) }
        var media = first.media
        let cover = media.remove(at: place)
        let rest = Outline.Part(role: first.role, text: first.text, media: media, card: first.card)
        return ([rest] + parts.dropFirst(), cover)
    }

    /// Where the chosen picture stands; nil: none is chosen, or what stands there is no picture.
    private static func cover(_ chosen: ChosenOptions, among media: [Media]) -> Int? {
        guard Format(chosen) == .post, let number = chosen["cover"], number.isDigits, let count = Int(number),
            media.indices.contains(count - 1)
        else { return nil }
        let picture = media[count - 1]
        return picture.isVideo || picture.isDocument ? nil : count - 1
    }

    /// - Parameter cover: the picture that was found by what was chosen.
    static func brokenCover(_ chosen: ChosenOptions, _ cover: Media?) -> [RuleBroken] {
        guard let number = chosen["cover"], Format(chosen) == .post else { return [] }
        guard cover != nil else {
            return [
                RuleBroken(
                    "\(number) is the number of no picture in this post.",
                    do: "Write in cover which picture it is, counted from 1, or leave it out.", part: 0)
            ]
        }
        guard chosen["thumb_offset"] != nil else { return [] }
        return [
            RuleBroken(
                "The cover of a reel is a picture or a moment of the video, not both.",
                do: "Leave out cover or thumb_offset.", part: 0)
        ]
    }
}

extension Errand {
    /// The picture that becomes the cover of this part's video: it comes last.
    var cover: FittedMedia? {
        part.cover != nil && media.count == part.fittings.count ? media.last : nil
    }
}
