import KicauCore
import KicauMeter
import KicauPublish

/// What other prices or another plan would do, for a person to read before it is done.
struct EffectsCard: Sendable {
    struct Ending: Sendable {
        let path: String
        let due: Moment
        let network: String
        let networkName: String
        let handle: String
        let why: String
        let badge: Badge
    }

    struct Changing: Sendable {
        let path: String
        let due: Moment
        let network: String
        let networkName: String
        let handle: String
        let old: String
        let new: String
        let tone: String
    }

    struct Used: Sendable {
        let network: String
        let networkName: String
        let unit: String
        let handle: String?
        let count: String
        let day: String
        let old: String
        let new: String
        let tone: String
    }

    let heading: String
    let lines: [String]
    let ending: [Ending]
    let hasEnding: Bool
    let changing: [Changing]
    let hasChanging: Bool
    let usage: [Used]
    let hasUsage: Bool
    let readings: [Reading]
    let hasReadings: Bool

    /// A page is no list of all: the numbers above it are of all.
    private static let most = 100

    init(_ effects: PriceEffects, heading: String, names: [PlatformID: String], _ voice: Voice) {
        self.heading = heading
        lines = EffectsCard.sentences(effects, voice).map(voice.say)
        ending = effects.ending.prefix(EffectsCard.most).map { Ending($0, names, voice) }
        hasEnding = !ending.isEmpty
        changing = effects.changing.prefix(EffectsCard.most).map { Changing($0, names, voice) }
        hasChanging = !changing.isEmpty
        usage = effects.usage.prefix(EffectsCard.most).map { Used($0, names, voice) }
        hasUsage = !usage.isEmpty
        readings = effects.readings.prefix(EffectsCard.most).map { Reading($0, names, voice) }
        hasReadings = !readings.isEmpty
    }
}

extension EffectsCard.Ending {
    fileprivate init(_ effect: PostEffect, _ names: [PlatformID: String], _ voice: Voice) {
        path = "/posts/\(effect.post)"
        due = voice.moment(effect.due)
        network = Networks.mark(effect.platform)
        networkName = names[effect.platform] ?? effect.platform.raw
        handle = effect.handle
        switch effect.fate {
        case .changes: (why, badge) = ("", Badge(word: voice.say("changes"), tone: "calm"))
        case .stops(let what): (why, badge) = (voice.say(what), Badge(word: voice.say("not sold"), tone: "bad"))
        case .runsOut(let what): (why, badge) = (voice.say(what), Badge(word: voice.say("runs out"), tone: "alert"))
        }
    }
}

extension EffectsCard.Changing {
    fileprivate init(_ effect: PostEffect, _ names: [PlatformID: String], _ voice: Voice) {
        path = "/posts/\(effect.post)"
        due = voice.moment(effect.due)
        network = Networks.mark(effect.platform)
        networkName = names[effect.platform] ?? effect.platform.raw
        handle = effect.handle
        old = voice.money(effect.old)
        new = voice.money(effect.new ?? effect.old)
        tone = effect.new ?? effect.old > effect.old ? "bad" : "good"
    }
}

extension EffectsCard.Used {
    fileprivate init(_ effect: UsageEffect, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(effect.platform)
        networkName = names[effect.platform] ?? effect.platform.raw
        unit = effect.unit
        handle = effect.handle
        count = voice.number(effect.count)
        day = effect.day.description
        old = PriceWords.text(effect.old, voice)
        new = PriceWords.text(effect.new, voice)
        tone = PriceWords.tone(effect.new)
    }
}

extension EffectsCard {
    fileprivate static func sentences(_ effects: PriceEffects, _ voice: Voice) -> [Sentence] {
        guard !effects.isNothing else { return ["Nothing that is planned or used changes."] }
        var lines: [Sentence] = []
        let ending = effects.ending.count
        let changing = effects.changing.count
        if ending > 0 {
            lines.append(
                "\(voice.number(ending)) planned posts could not be paid for; they would wait for you from today on.")
        }
        if changing > 0 {
            let way = effects.more < .zero ? voice.say("less") : voice.say("more")
            lines.append(
                "\(voice.number(changing)) planned posts would cost \(voice.money(abs(effects.more))) \(way) in all.")
        }
        if effects.corrections.count > 0 {
            lines.append(
                "\(voice.number(effects.corrections.count)) bookings would be corrected by \(voice.money(effects.corrections.more)) in all: their prices were in force before they were known here."
            )
        }
        let stopping = effects.readings.count { $0.end != nil }
        if stopping > 0 { lines.append("\(voice.number(stopping)) kinds of readings would end; the table says when.") }
        if effects.isCut { lines.append("More is planned than was looked at.") }
        if lines.isEmpty { lines.append("No planned post changes its price.") }
        return lines
    }

    private static func abs(_ money: Money) -> Money { max(money, Money.zero - money) }
}
