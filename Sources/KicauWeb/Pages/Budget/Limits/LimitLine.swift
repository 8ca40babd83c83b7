import KicauCore
import KicauPublish

/// One window as a row: what, whose, how full, when it turns, and from where that is known.
struct LimitLine: Sendable {
    let what: String
    /// An endpoint, as the network writes it.
    let isCode: Bool
    let span: String
    let binds: String
    /// "12 of 100"; nil: the network tells a percentage only, or nothing.
    let count: String?
    let left: String?
    /// Nil: nobody knows how full it is.
    let bar: Bar?
    let resets: Moment?
    let blocked: Moment?
    let isTight: Bool
    let isUsedUp: Bool
    let source: String
    let seen: Moment?

    /// In thousandths, as the bar is drawn.
    struct Bar: Sendable {
        let width: Int
        let isTight: Bool
        let label: String
    }

    init(_ limit: LimitDetail, _ voice: Voice) {
        what = LimitLine.words(limit.what).map(voice.say) ?? limit.what
        isCode = LimitLine.words(limit.what) == nil
        span = voice.say(LimitLine.span(limit, voice))
        binds = voice.say(LimitLine.binder(limit.binds))
        count = LimitLine.count(limit, voice)
        left = limit.left.map { voice.say("\(voice.number($0)) left") }
        isTight = limit.isTight
        isUsedUp = limit.isUsedUp(at: voice.now)
        bar = limit.percent.map {
            Bar(width: min(1000, $0 * 10), isTight: limit.isTight, label: voice.say("\(voice.number($0)) % used"))
        }
        resets = limit.resets.map(voice.moment)
        blocked = limit.blockedUntil.map(voice.moment)
        source = voice.say(LimitLine.source(limit.source))
        seen = limit.seen.map(voice.moment)
    }

    private static func count(_ limit: LimitDetail, _ voice: Voice) -> String? {
        switch (limit.used, limit.most, limit.percent) {
        case (let used?, let most?, _): voice.say("\(voice.number(used)) of \(voice.number(most))")
        case (let used?, nil, _): voice.counted(used, one: "1 call", many: { "\($0) calls" })
        case (nil, let most?, _): voice.say("at most \(voice.number(most))")
        case (nil, nil, let percent?): voice.say("\(voice.number(percent)) % used")
        case (nil, nil, nil): nil
        }
    }

    /// The words of ours are said in the reader's language; endpoints stay as the network writes them.
    static func words(_ what: String) -> Sentence? {
        switch what {
        case "calls": "calls"
        case "posts": "posts"
        case "statuses": "posts and boosts"
        case "media": "pictures and videos"
        case "deletions": "deletions"
        case "writes": "writes, in points"
        case "sessions": "sign-ins"
        default: nil
        }
    }

    private static func span(_ limit: LimitDetail, _ voice: Voice) -> Sentence {
        let minutes = limit.span.inMilliseconds / 60_000
        switch limit.kind {
        case .learned: return "a day, by UTC"
        case .rolling: return "the last 24 hours"
        case .gauge: return "the last hour"
        case .window: break
        }
        switch minutes {
        case 1440: return "a day"
        case 60: return "an hour"
        case let minutes where minutes % 60 == 0: return "\(voice.number(minutes / 60)) hours"
        default: return "\(voice.number(minutes)) minutes"
        }
    }

    static func binder(_ binder: QuotaRule.Binder) -> Sentence {
        switch binder {
        case .account: "this account"
        case .app: "your app, all accounts together"
        case .machine: "this server's address"
        }
    }

    private static func source(_ source: LimitDetail.Source) -> Sentence {
        switch source {
        case .answers: "from the network's answers"
        case .papers(let paper, let read): "from \(paper), read \(read)"
        case .refusals: "learned from refusals"
        case .person: "entered by a person"
        case .nowhere: "the network publishes none"
        }
    }
}
