import KicauCore
import KicauPublish

/// One later check on a post's page and in its record.
struct CheckLine: Sendable {
    struct PartLine: Sendable {
        /// Nil: there is one part only.
        let label: String?
        let story: StoryText
        let differences: [String]
        let withoutNumbers: StoryText?
    }

    let at: Moment
    let badge: Badge
    let occasion: String
    let parts: [PartLine]

    init(_ check: LaterCheck, parts count: Int, _ voice: Voice) {
        at = voice.moment(check.done ?? check.due)
        badge = check.sighting.map(voice.badge) ?? Badge(word: voice.say("Planned"), tone: "calm")
        occasion = check.after.map(voice.occasion) ?? voice.say("a person asked")
        parts = check.parts.map { part in
            PartLine(
                label: count > 1 ? voice.say("Part \(voice.number(part.part + 1))") : nil,
                story: StoryText(part.story, voice), differences: part.differences.map(voice.say),
                withoutNumbers: part.withoutNumbers.map { StoryText($0, voice) })
        }
    }
}

/// Published, and not there any more as it was.
struct PresenceNote: Sendable {
    let what: String
    let since: Moment
    let seen: Moment

    /// Nil: it is where it should be.
    init?(_ presence: PresenceDetail, _ voice: Voice) {
        switch presence.state {
        case .there: return nil
        case .changed: what = voice.say("It is there, but not as it was published.")
        case .gone: what = voice.say("The network does not show it any more.")
        }
        since = voice.moment(presence.since)
        seen = voice.moment(presence.seen)
    }
}

extension Voice {
    func badge(_ sighting: Sighting) -> Badge {
        switch sighting {
        case .unchanged: Badge(word: say("Still there"), tone: "good")
        case .changed: Badge(word: say("Changed"), tone: "alert")
        case .gone: Badge(word: say("Gone"), tone: "bad")
        case .couldNotLook: Badge(word: say("Could not look"), tone: "quiet")
        case .skipped: Badge(word: say("Skipped: no money for it"), tone: "quiet")
        case .notOffered: Badge(word: say("Cannot be read back"), tone: "quiet")
        }
    }

    /// "1 hour after it was published"
    func occasion(_ wait: Duration) -> String {
        let minutes = wait.inMilliseconds / 60_000
        let span =
            switch minutes {
            case ..<60: counted(minutes, one: "1 minute", many: { "\($0) minutes" })
            case ..<1440: counted(minutes / 60, one: "1 hour", many: { "\($0) hours" })
            default: counted(minutes / 1440, one: "1 day", many: { "\($0) days" })
            }
        return say("\(span) after it was published")
    }
}
