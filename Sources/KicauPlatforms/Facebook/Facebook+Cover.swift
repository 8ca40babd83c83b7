import KicauCore

/// A picture of the post that its video is shown by until it plays. [CG] Page, `videos`: `thumb`, a file; 2026-04-15.
/// Reels and stories have no such parameter there.
extension Facebook {
    static let coverOption = PostOption(
        "thumb", "Cover of the video: a picture of this post", .text(most: 2),
        about: "Its number, counted from 1 with the video. It becomes the cover and is not published by itself.")

    static func covered(
        _ parts: [Outline.Part], _ chosen: ChosenOptions
    ) -> (parts: [Outline.Part], cover: Media?) {
        Covers.taken(Format(chosen) == .post ? chosen["thumb"] : nil, from: parts)
    }

    /// - Parameters:
    ///   - part: without the cover.
    ///   - cover: the picture that was found by what was chosen.
    static func brokenCover(_ chosen: ChosenOptions, _ part: Outline.Part, _ cover: Media?) -> [RuleBroken] {
        guard let number = chosen["thumb"] else { return [] }
        guard Format(chosen) == .post else {
            return [
                RuleBroken(
                    "Facebook takes a cover from programs for the video of a post only.",
                    do: "Leave thumb out, or publish the video as a post.", part: 0)
            ]
        }
        guard cover != nil else {
            return [
                Covers.missing(
                    number, do: "Write in thumb which picture it is, counted from 1, or leave it out.")
            ]
        }
        guard part.media.count == 1, part.media.first?.isVideo == true else {
            return [
                RuleBroken(
                    "A cover on Facebook is for one video, alone in its post.",
                    do: "Leave one video beside the cover, or leave thumb out.", part: 0)
            ]
        }
        return []
    }

    /// The last call of a video's upload, its cover with it. Like the picture of an album it has half a minute.
    func finish(
        _ form: [(String, String)], with cover: FittedMedia?, at path: String, _ signedIn: SignedIn
    ) -> Call {
        let graph = videoGraph(signedIn)
        guard let cover else { return graph.post(path, form: form, isCommit: true) }
        let file = Call.FilePart(
            field: "thumb", fileName: cover.mimeType == "image/png" ? "cover.png" : "cover.jpg",
            type: cover.mimeType, path: cover.path)
        return graph.upload(path, form: form, file: file, deadline: .seconds(60), isCommit: true)
    }
}
