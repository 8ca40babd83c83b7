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
        Covers.taken(Format(chosen) == .post ? chosen["cover"] : nil, from: parts)
    }

    /// - Parameter cover: the picture that was found by what was chosen.
    static func brokenCover(_ chosen: ChosenOptions, _ cover: Media?) -> [RuleBroken] {
        guard let number = chosen["cover"], Format(chosen) == .post else { return [] }
        guard cover != nil else {
            return [
                Covers.missing(
                    number, do: "Write in cover which picture it is, counted from 1, or leave it out.")
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
