import KicauCore

/// Instagram and Threads take no video with fewer frames a second, and no encoding adds any.
enum VideoPace {
    static let least = Fact(
        23_000, from: "developers.facebook.com, IG User media and Threads posts, video specifications",
        read: "2026-11-27")

    /// Frames that are not known break nothing.
    static func broken(_ media: [Media], network: String, at index: Int) -> [RuleBroken] {
        let slow = media.filter { $0.isVideo }.contains { video in
            let pace = video.motion?.milliFPS ?? 0
            return pace > 0 && pace < least.value
        }
        guard slow else { return [] }
        return [
            RuleBroken(
                "\(network) takes videos of at least \(least.value / 1000) frames a second.",
                do: "Make one with more and upload it again.", part: index)
        ]
    }
}
