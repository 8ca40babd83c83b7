import KicauCore

extension Instagram {
    func broken(_ chosen: ChosenOptions, _ outline: [Outline.Part], for account: Account) -> [RuleBroken] {
        guard let first = outline.first else { return [] }
        let own: [RuleBroken] =
            switch Format(chosen) {
            case .post: brokenOutsideReels(chosen, first)
            case .story: brokenStory(chosen, first, hasComment: outline.contains { $0.role == .comment })
            }
        return own + Instagram.brokenPeople(chosen, first, Format(chosen)) + brokenNumbers(chosen) + brokenNames(chosen)
            + brokenLabels(chosen, for: account)
    }

    private func brokenLabels(_ chosen: ChosenOptions, for account: Account) -> [RuleBroken] {
        guard chosen.isOn("is_paid_partnership"), login(of: account) == .instagram else { return [] }
        return [
            RuleBroken(
                "Instagram lets apps label a paid partnership only for accounts connected through their Facebook page.",
                do: "Leave is_paid_partnership out and set the label in the Instagram app.", part: 0)
        ]
    }

    private func brokenStory(_ chosen: ChosenOptions, _ part: Outline.Part, hasComment: Bool) -> [RuleBroken] {
        let left = Instagram.storyless.filter { chosen[$0] != nil }.map { name in
            RuleBroken(
                "A story on Instagram has no \(name).", do: "Leave \(name) out, or publish it as a post.", part: 0)
        }
        return left + StoryRules.broken(part, hasComment: hasComment, on: name)
    }

    private func brokenOutsideReels(_ chosen: ChosenOptions, _ part: Outline.Part) -> [RuleBroken] {
        if let video = reel(part) { return brokenMoment(chosen, video) }
        return ["share_to_feed", "thumb_offset", "cover", "trial_params", "audio_name"].filter {
            chosen[$0] != nil
        }.map {
            name in
            RuleBroken(
                "On Instagram \(name) is for a reel: one video, alone in its post.",
                do: "Leave \(name) out, or leave one video in the post.", part: 0)
        }
    }

    private func reel(_ part: Outline.Part) -> Media? {
        guard part.media.count == 1, let only = part.media.first, only.isVideo else { return nil }
        return only
    }

    private func brokenMoment(_ chosen: ChosenOptions, _ video: Media) -> [RuleBroken] {
        guard let moment = chosen["thumb_offset"] else { return [] }
        let runs = video.motion?.milliseconds ?? 0
        guard !moment.isDigits || (Int(moment) ?? .max) >= runs else { return [] }
        return [
            RuleBroken(
                "\(moment) is no moment of the video, which runs \(runs) milliseconds.",
                do: "Write a number below that in thumb_offset, or leave it out.", part: 0)
        ]
    }

    private func brokenNumbers(_ chosen: ChosenOptions) -> [RuleBroken] {
        guard let place = chosen["location_id"], !place.isDigits else { return [] }
        return [
            RuleBroken(
                "A place on Instagram is named by the number of its page on Facebook, not by \(place).",
                do: "Write the number alone, or leave location_id out.", part: 0)
        ]
    }

    private func brokenNames(_ chosen: ChosenOptions) -> [RuleBroken] {
        let names = chosen.all("collaborators") + chosen.all("user_tags").compactMap { PersonTag($0)?.name }
        return names.filter { !isUserName(Instagram.userName($0)) }.map { name in
            RuleBroken(
                "\(name) is no user name on Instagram.",
                do: "Write it as Instagram shows it, with letters, digits, dots and underscores.", part: 0)
        }
    }

    private func isUserName(_ text: String) -> Bool {
        (1...30).contains(text.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "." || $0 == "_") }
    }

    /// developers.facebook.com, IG User media: what its calls for stories do not name.
    private static let storyless = [
        "share_to_feed", "thumb_offset", "cover", "trial_params", "audio_name", "collaborators", "location_id",
    ]
}
