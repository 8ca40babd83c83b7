import KicauCore
import KicauPublish

/// One class of work, and how far it may use a budget.
struct ShareLine: Sendable {
    let field: String
    let name: String
    /// How it is thinned out before it stops; nil: it is not.
    let note: String?
    /// As it was typed, or as it is.
    let percent: String
    /// Nil: it goes on as usual.
    let standing: Standing?

    /// It is done less often now, or not at all.
    struct Standing: Sendable {
        let badge: Badge
        let why: String
    }

    init(_ standing: WorkStanding, typed: String?, _ voice: Voice) {
        field = ShareLine.field(of: standing.work)
        name = voice.say(ShareLine.title(of: standing.work))
        note = standing.thinsFrom.flatMap { ShareLine.note(standing.work, from: $0) }.map(voice.say)
        percent = typed ?? String(standing.share)
        self.standing = Standing(standing, voice)
    }

    static func field(of work: WorkClass) -> String { "share-\(work.rawValue)" }
}

extension ShareLine.Standing {
    init?(_ standing: WorkStanding, _ voice: Voice) {
        switch standing.pace {
        case .usual: return nil
        case .thinned: badge = Badge(word: voice.say("Thinned out now"), tone: "alert")
        case .stopped: badge = Badge(word: voice.say("Stopped now"), tone: "bad")
        }
        let used = voice.number(standing.pace.budget?.percent ?? 100)
        let name = standing.subject.map(voice.name(of:)) ?? ""
        why = voice.say("\(used) % of the budget for \(name) is used.")
    }
}

extension Form {
    /// What was typed for each class; none where its field was not sent, or left empty.
    var typedShares: [WorkClass: String] {
        WorkClass.yielding.reduce(into: [:]) { typed, work in
            let text = self[ShareLine.field(of: work)].trimmingWhitespace
            if !text.isEmpty { typed[work] = text }
        }
    }

    /// Empty ones are as usual again.
    func shares() throws(Problem) -> WorkShares {
        var own: [WorkClass: Int] = [:]
        for (work, text) in typedShares { own[work] = try WorkShares.percent(text) }
        return try WorkShares(own)
    }
}

extension ShareLine {
    fileprivate static func note(_ work: WorkClass, from percent: Int) -> Sentence? {
        switch work {
        case .oldReadings: "From \(percent) % on at 28 days only."
        case .newReadings: "From \(percent) % on once a UTC day at most."
        case .inbox: "From \(percent) % on a quarter as often; when the network rings, still at once."
        case .suggestions, .lookUps, .publishing: nil
        }
    }

    fileprivate static func title(of work: WorkClass) -> Sentence {
        switch work {
        case .suggestions: "AI suggestions"
        case .lookUps: "Look-ups"
        case .oldReadings: "Readings of posts of 7 days and older"
        case .newReadings: "Readings of newer posts, and of accounts"
        case .inbox: "Inbox"
        case .publishing: "Publishing"
        }
    }
}
