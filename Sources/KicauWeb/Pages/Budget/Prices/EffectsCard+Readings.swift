import KicauCore
import KicauMeter

extension EffectsCard {
    /// One kind of an account's readings that lie ahead.
    struct Reading: Sendable {
        let network: String
        let networkName: String
        let handle: String
        let what: String
        let count: String
        let old: String
        let new: String
        let tone: String
        /// The day on which they end; nil: they do not.
        let endsOn: String?
        let badge: Badge
        let why: String

        init(_ effect: ReadingEffect, _ names: [PlatformID: String], _ voice: Voice) {
            network = Networks.mark(effect.platform)
            networkName = names[effect.platform] ?? effect.platform.raw
            handle = effect.handle
            what = voice.say(Reading.words(effect.kind))
            count = voice.number(effect.count)
            old = voice.money(effect.old)
            new = voice.money(effect.new)
            tone = effect.new > effect.old ? "bad" : "good"
            endsOn = effect.end?.day.description
            switch effect.end {
            case nil:
                badge = Badge(word: voice.say("changes"), tone: "calm")
                why = Reading.thinned(effect, voice)
            case .stops(_, let what):
                badge = Badge(word: voice.say("not sold"), tone: "bad")
                why = voice.say(what)
            case .runsOut(_, let what):
                badge = Badge(word: voice.say("runs out"), tone: "alert")
                why = voice.say(what)
            }
        }

        private static func words(_ kind: ReadingKind) -> Sentence {
            switch kind {
            case .newPosts: "New posts, after an hour and a day"
            case .oldPosts: "Posts after one week and four"
            case .numbers: "Followers"
            case .inbox: "Inbox"
            }
        }

        private static func thinned(_ effect: ReadingEffect, _ voice: Voice) -> String {
            effect.thinnedFrom.map { voice.say("Some are left out from \($0.description) on, to save money.") } ?? ""
        }
    }
}
