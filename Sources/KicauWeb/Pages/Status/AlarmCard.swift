import KicauCore
import KicauPublish

/// Who is told when posts stop going out, and whether that works, as the status page shows it.
struct AlarmCard: Sendable {
    struct Line: Sendable {
        let name: String
        let badge: Badge
        let text: String
        /// When it last worked, or since when it fails.
        let at: Moment?
    }

    let lines: [Line]

    init(_ alarms: WebSettings.Alarms, heartbeat: AlarmStanding.Call, digest: AlarmStanding.Call, _ voice: Voice) {
        lines = [
            AlarmCard.line(
                "Heartbeat", isSet: alarms.heartbeat, heartbeat,
                unset: "Nobody outside is called, so nobody is told when this machine stops.", voice),
            AlarmCard.line(
                "Next 24 hours", isSet: alarms.mail || alarms.webhook, digest,
                unset: "There is no mail server and no webhook, so no daily digest is sent.", voice),
        ]
    }

    private static func line(
        _ name: Sentence, isSet: Bool, _ call: AlarmStanding.Call, unset: Sentence, _ voice: Voice
    ) -> Line {
        let name = voice.say(name)
        guard isSet else {
            return Line(
                name: name, badge: Badge(word: voice.say("not set"), tone: "quiet"), text: voice.say(unset), at: nil)
        }
        switch call {
        case .never:
            return Line(
                name: name, badge: Badge(word: voice.say("waiting"), tone: "calm"),
                text: voice.say("Nothing was sent since the start."), at: nil)
        case .worked(let at):
            return Line(
                name: name, badge: Badge(word: voice.say("works"), tone: "good"), text: voice.say("It arrived."),
                at: voice.moment(at))
        case .failed(let since, let why):
            return Line(
                name: name, badge: Badge(word: voice.say("fails"), tone: "bad"), text: why, at: voice.moment(since))
        }
    }
}
