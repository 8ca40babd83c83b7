import KicauCore

extension Instagram {
    func brokenMedia(_ part: Outline.Part, _ format: Format, at index: Int) -> [RuleBroken] {
        guard !part.media.isEmpty else {
            // An empty part is complained of already.
            guard !part.text.isEmpty else { return [] }
            return [
                RuleBroken(
                    "Instagram takes no post without a picture or video.", do: "Add one, or leave Instagram out.",
                    part: index)
            ]
        }
        let slow = VideoPace.broken(part.media, network: format.productName, at: index)
        let unsaid = undescribed(part, format, at: index)
        switch format {
        case .post: return cropped(part.media, at: index) + brokenItems(part.media, at: index) + slow + unsaid
        case .story: return slow + unsaid
        }
    }

    func brokenComment(_ part: Outline.Part, at index: Int) -> [RuleBroken] {
        guard !part.media.isEmpty else { return [] }
        return [
            RuleBroken(
                "A comment on Instagram is text alone.", do: "Take the pictures and videos out.", part: index)
        ]
    }

    private func cropped(_ media: [Media], at index: Int) -> [RuleBroken] {
        var broken = media.enumerated().filter { !$0.element.isVideo && !isWithinRatio($0.element) }.map { number, _ in
            RuleBroken(
                "Picture \(number + 1) is cropped: Instagram shows nothing taller than 4:5 or wider than 1.91:1.",
                do: "Nothing, or cut it yourself.", part: index, weight: .warns)
        }
        if let first = media.first, media.contains(where: { ratio($0) != ratio(first) }) {
            broken.append(
                RuleBroken(
                    "Instagram crops all pictures and videos of a carousel to the shape of the first.",
                    do: "Nothing, or cut them to one shape yourself.", part: index, weight: .warns))
        }
        return broken
    }

    /// What is too long even for a reel is complained of already.
    private func brokenItems(_ media: [Media], at index: Int) -> [RuleBroken] {
        guard media.count > 1 else { return [] }
        return media.enumerated().compactMap { number, video -> RuleBroken? in
            let runs = video.motion?.milliseconds ?? 0
            guard video.isVideo, runs > Instagram.itemMilliseconds.value,
                runs <= Instagram.videoMilliseconds.value.upperBound
            else { return nil }
            return RuleBroken(
                "Number \(number + 1) of the carousel is a video of \(runs / 1000) seconds; there Instagram takes \(Instagram.itemMilliseconds.value / 1000).",
                do: "Cut it to that length, or publish it alone.", part: index)
        }
    }

    private func undescribed(_ part: Outline.Part, _ format: Format, at index: Int) -> [RuleBroken] {
        let isLost = part.media.contains { media in
            !media.alt.isEmpty && !Instagram.takesAlt(of: media, in: format)
        }
        guard isLost else { return [] }
        return [
            RuleBroken(
                "Instagram takes no description of a video or story; it is left out.",
                do: "Nothing, or put it into the text of a post.", part: index, weight: .warns)
        ]
    }

    private func isWithinRatio(_ picture: Media) -> Bool { (800...1910).contains(ratio(picture)) }

    /// Width over height in thousandths.
    private func ratio(_ media: Media) -> Int { media.width * 1000 / max(media.height, 1) }
}
