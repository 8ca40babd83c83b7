import KicauCore

/// What polls have in common on the networks that have them.
enum Polls {
    /// A poll stands in the place of pictures, and one without answers of its own is none.
    static func broken(_ chosen: ChosenOptions, post: Post) -> [RuleBroken] {
        let answers = chosen.all("poll")
        guard !answers.isEmpty else { return [] }
        var broken: [RuleBroken] = []
        if post.parts.first?.media.isEmpty == false {
            broken.append(
                RuleBroken(
                    "A post has a poll or pictures here, not both.",
                    do: "Take the pictures out of the first part, or leave the poll out.", part: 0))
        }
        if Set(answers.map { $0.lowercased() }).count < answers.count {
            broken.append(
                RuleBroken("Two answers of the poll are the same.", do: "Give every answer words of its own.", part: 0))
        }
        return broken
    }

    /// Durations in the unit that a network counts them in.
    static func durations(_ minutes: [Int], times factor: Int = 1) -> [PostOption.Choice] {
        minutes.map { PostOption.Choice(String($0 * factor), title($0)) }
    }

    private static func title(_ minutes: Int) -> Sentence {
        switch minutes {
        case ..<60: "\(minutes) minutes"
        case 60: "1 hour"
        case ..<1440: "\(minutes / 60) hours"
        case 1440: "1 day"
        default: "\(minutes / 1440) days"
        }
    }
}
