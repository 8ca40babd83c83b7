import KicauCore

/// The rules every network has in some measure, with the sentences for an author.
struct PartRules {
    let network: String
    let maxPictures: Int
    let maxAlt: Int
    let videos: VideoRules?

    init(network: String, maxPictures: Int, maxAlt: Int, videos: VideoRules?) {
        self.network = network
        self.maxPictures = maxPictures
        self.maxAlt = maxAlt
        self.videos = videos
    }

    init(_ platform: some Platform) {
        let rules = platform.rules
        self.init(
            network: platform.name, maxPictures: rules.maxPictures.value, maxAlt: rules.maxAltLength,
            videos: rules.videos)
    }

    func broken(_ part: Outline.Part, at index: Int, length: TextLength) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if part.text.isEmpty, part.media.isEmpty {
            broken.append(.init("Part \(index + 1) is empty.", do: "Write something or add a picture.", part: index))
        }
        if length.used > length.limit {
            broken.append(
                .init(
                    "On \(network), part \(index + 1) is \(length.used - length.limit) too long: \(length.used) of \(length.limit) \(length.unit).",
                    do: "Shorten it, or split it into two parts.", part: index))
        }
        if part.media.count > maxPictures {
            broken.append(
                .init(
                    "\(network) takes at most \(maxPictures) pictures in one post; part \(index + 1) has \(part.media.count).",
                    do: "Take some out, or spread them over more parts.", part: index))
        }
        for (number, media) in part.media.enumerated() where media.alt.count > maxAlt {
            broken.append(
                .init(
                    "The description of picture \(number + 1) is \(media.alt.count) characters long; \(network) takes \(maxAlt).",
                    do: "Shorten the description.", part: index))
        }
        return broken + brokenByVideos(part.media.filter(\.isVideo), among: part.media.count, at: index)
    }

    /// For networks that show no description of a video.
    static func undescribed(_ part: Outline.Part, on network: String, at index: Int) -> [RuleBroken] {
        guard part.media.contains(where: { $0.isVideo && !$0.alt.isEmpty }) else { return [] }
        return [
            .init(
                "\(network) shows no description of a video; that in part \(index + 1) stays here.",
                do: "Say in the text what is to be seen.", part: index, weight: .warns)
        ]
    }

    /// For networks that cannot chain posts.
    func threadRefused(_ post: Post) -> [RuleBroken] {
        guard post.parts.count > 1 else { return [] }
        return [.init("\(network) has no threads.", do: "Write one text for \(network), or leave it out.")]
    }

    // MARK: Videos

    private func brokenByVideos(_ found: [Media], among all: Int, at index: Int) -> [RuleBroken] {
        guard !found.isEmpty else { return [] }
        guard let videos else {
            return [
                .init(
                    "\(network) takes no videos from here; part \(index + 1) has one.",
                    do: "Take it out, or leave \(network) out.", part: index)
            ]
        }
        var broken: [RuleBroken] = []
        if found.count > videos.most {
            broken.append(
                .init(
                    "\(network) takes at most \(videos.most) videos in one post; part \(index + 1) has \(found.count).",
                    do: "Take some out, or spread them over more parts.", part: index))
        }
        if !videos.mixesWithPictures, all > found.count {
            broken.append(
                .init(
                    "\(network) takes a video or pictures in one post, not both; part \(index + 1) has both.",
                    do: "Put the video into a part of its own.", part: index))
        }
        return broken + found.flatMap { self.broken(video: $0, videos.fit, at: index) }
    }

    /// What no encoding mends: how long a video runs, and its shape.
    private func broken(video: Media, _ fit: VideoFit, at index: Int) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        let runs = video.motion?.milliseconds ?? 0
        if runs < fit.minMilliseconds || runs > fit.maxMilliseconds {
            broken.append(
                .init(
                    "The video in part \(index + 1) runs \(Length(runs).text); \(network) takes \(Length(fit.minMilliseconds).text) to \(Length(fit.maxMilliseconds).text).",
                    do: "Cut it to that length and upload it again.", part: index))
        }
        let ratio = video.width * 1000 / max(video.height, 1)
        let isNarrow = ratio < fit.minRatioMilli || ratio > fit.maxRatioMilli
        if isNarrow || min(video.width, video.height) < fit.minShortSide {
            broken.append(
                .init(
                    "The video in part \(index + 1) is \(video.width) by \(video.height) pixels; \(network) takes no video of that shape.",
                    do:
                        "Make one at least \(fit.minShortSide) pixels on its shorter side, less narrow, and upload it again.",
                    part: index))
        }
        return broken
    }

    /// "0.5 s", "2:20": as a player would show it.
    private struct Length {
        let text: String

        init(_ milliseconds: Int) {
            let seconds = milliseconds / 1000
            if milliseconds < 60_000 {
                let tenths = milliseconds % 1000 / 100
                text = tenths == 0 ? "\(seconds) s" : "\(seconds).\(tenths) s"
            } else {
                let rest = seconds % 60
                text = "\(seconds / 60):" + (rest < 10 ? "0" : "") + String(rest)
            }
        }
    }
}
