import KicauCore

/// The title under a single picture or video: Posts API, `content.media.title` (learn.microsoft.com; our notes on closed
/// platforms, 7.3). A document has one anyway, and of several pictures none can have one.
extension LinkedIn {
    /// How long it may be is written nowhere; longer ones are cut by every reader's screen.
    static let titleOption = PostOption("title", "Title of the picture or video", .text(most: 200))

    static func brokenTitle(_ chosen: ChosenOptions, _ media: [Media]) -> [RuleBroken] {
        guard chosen["title"] != nil, media.count != 1 || media.contains(where: \.isDocument) else { return [] }
        return [
            RuleBroken(
                "On LinkedIn this title is for a single picture or video in the first part.",
                do: "Leave title out; a document's title is written where it is attached.", part: 0)
        ]
    }
}
