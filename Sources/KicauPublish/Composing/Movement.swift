import KicauCore

extension Platform {
    /// Each moving picture that stands still on the network, or has more frames than the network takes.
    ///
    /// Of what would move if it were alone, the connector tells itself: it knows what is in the way.
    func movement(of post: Post, _ rendition: Rendition, for account: Account, at due: Instant) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        for (index, part) in post.parts.enumerated() where rendition.parts.indices.contains(index) {
            for (number, media) in part.media.enumerated() where media.isAnimation {
                guard let fit = rendition.parts[index].fit(of: media) else { continue }
                let place = (picture: number + 1, part: index)
                if fit.keepsMoving(media) {
                    broken += tooManyFrames(media, fit, at: place)
                } else if !movesAlone(media, for: account, at: due) {
                    broken.append(standsStill(at: place))
                }
            }
        }
        return broken
    }

    private func movesAlone(_ media: Media, for account: Account, at due: Instant) -> Bool {
        let alone = Post(parts: [Post.Part(text: "", media: [media])])
        let part = render(alone, for: account, at: due).rendition.parts.first
        return part?.fit(of: media)?.keepsMoving(media) ?? false
    }

    private func standsStill(at place: (picture: Int, part: Int)) -> RuleBroken {
        RuleBroken(
            "Picture \(place.picture) of part \(place.part + 1) moves; on \(name) it stands still.",
            do: "Upload it as a video if it is to move there.", part: place.part, weight: .warns)
    }

    /// Of what was uploaded before frames were counted nobody knows how many it has.
    private func tooManyFrames(_ media: Media, _ fit: PictureFit, at place: (picture: Int, part: Int)) -> [RuleBroken] {
        guard let most = fit.maxFrames, let frames = media.motion?.frames, frames > most else { return [] }
        return [
            RuleBroken(
                "Picture \(place.picture) of part \(place.part + 1) has \(frames) frames; \(name) takes \(most).",
                do: "Shorten it, or upload it as a video.", part: place.part)
        ]
    }
}

extension RenderedPart {
    /// Nil: it goes out as a video, or not as one of the part's pictures.
    fileprivate func fit(of picture: Media) -> PictureFit? {
        for rendered in media where rendered.original.sha256 == picture.sha256 {
            if case .picture(let fit) = rendered.fit { return fit }
        }
        return nil
    }
}

extension PictureFit {
    /// As FittingPlan will have it: a picture keeps its own type where that is taken, and movement where nothing but
    /// moving types is.
    func keepsMoving(_ picture: Media) -> Bool {
        types.contains(picture.mimeType)
            || !types.isEmpty && types.allSatisfy { PictureFormat(mimeType: $0)?.holdsMovement == true }
    }
}
