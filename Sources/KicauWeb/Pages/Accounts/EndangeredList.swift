import KicauCore

/// Which scheduled posts will not go out: the first by name, the others counted.
struct EndangeredList: Sendable {
    struct Line: Sendable {
        let path: String
        let text: String
        let due: Moment
    }

    let lines: [Line]
    /// "and 3 more"
    let more: String?

    /// Nil: there is none.
    init?(_ endangered: Endangered, _ voice: Voice) {
        guard !endangered.first.isEmpty else { return nil }
        lines = endangered.first.map { delivery in
            Line(
                path: "/posts/\(delivery.post)",
                text: delivery.excerpt.isEmpty
                    ? voice.say("Untitled post") : String(delivery.excerpt.prefix(60)),
                due: voice.moment(delivery.due))
        }
        more = endangered.unnamed > 0 ? voice.say("and \(voice.number(endangered.unnamed)) more") : nil
    }
}
