import KicauCore

/// What Facebook and Instagram would leave out of a story is refused here, before anything is sent.
enum StoryRules {
    static func broken(_ part: Outline.Part, hasComment: Bool, on network: String) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if part.media.count != 1 {
            broken.append(
                RuleBroken(
                    "A story on \(network) is one picture or one video; this post has \(part.media.count).",
                    do: "Leave one in it, or publish it as a post.", part: 0))
        }
        if !part.text.isEmpty {
            broken.append(
                RuleBroken(
                    "A story on \(network) has no text.", do: "Take the text out, or publish it as a post.", part: 0))
        }
        if hasComment {
            broken.append(
                RuleBroken(
                    "A story on \(network) takes no first comment.",
                    do: "Take the comment out, or publish it as a post."
                ))
        }
        return broken
    }
}
