import KicauCore
import KicauMeter

/// One month as it is beside what was asked for.
struct WhatIfTable: Sendable {
    struct Row: Sendable {
        let network: String
        let networkName: String
        /// A unit's name; nil: the plan's fee.
        let unit: String?
        let what: String
        let count: String
        let asItIs: String
        let asked: String
    }

    struct Stop: Sendable {
        let network: String
        let networkName: String
        let unit: String
        let why: String
    }

    let month: String
    let rows: [Row]
    let hasRows: Bool
    let asItIs: String
    let asked: String
    /// Nil: every use costs something.
    let free: String?
    let stops: [Stop]
    let hasStops: Bool

    init(_ asItIs: WhatIfMonth, _ asked: WhatIfMonth, names: [PlatformID: String], _ voice: Voice) {
        month = voice.month(asked.month)
        let pairs = Pair.all(asItIs, asked)
        let dear = pairs.filter { $0.asItIs > .zero || $0.asked > .zero }
        rows = dear.map { Row($0, names, voice) }
        hasRows = !rows.isEmpty
        self.asItIs = voice.money(asItIs.total)
        self.asked = voice.money(asked.total)
        let calls = pairs.filter { $0.asItIs == .zero && $0.asked == .zero }.reduce(0) { $0 + $1.count }
        free = calls == 0 ? nil : voice.say("\(voice.number(calls)) uses cost nothing either way.")
        stops = asked.stops.map { Stop($0, names, voice) }
        hasStops = !stops.isEmpty
    }

    /// The same thing, priced twice.
    struct Pair: Sendable {
        enum Kind: Hashable, Sendable { case fee, posts, calls }

        let platform: PlatformID
        let unit: String
        let kind: Kind
        /// As it was asked for.
        let count: Int
        let asItIs: Money
        let asked: Money
    }
}

extension WhatIfTable.Pair {
    private struct Key: Hashable {
        let platform: PlatformID
        let unit: String
        let kind: Kind
    }

    /// Fees first, then what is dearest.
    fileprivate static func all(_ asItIs: WhatIfMonth, _ asked: WhatIfMonth) -> [WhatIfTable.Pair] {
        let (old, new) = (sums(asItIs), sums(asked))
        return Set(old.keys).union(new.keys).map { key in
            WhatIfTable.Pair(
                platform: key.platform, unit: key.unit, kind: key.kind, count: new[key]?.count ?? 0,
                asItIs: old[key]?.amount ?? .zero, asked: new[key]?.amount ?? .zero)
        }.sorted { a, b in
            if (a.kind == .fee) != (b.kind == .fee) { return a.kind == .fee }
            let (sumA, sumB) = (max(a.asItIs, a.asked), max(b.asItIs, b.asked))
            if sumA != sumB { return sumA > sumB }
            return (a.platform, a.unit, a.kind == .posts ? 0 : 1) < (b.platform, b.unit, b.kind == .posts ? 0 : 1)
        }
    }

    private static func sums(_ month: WhatIfMonth) -> [Key: (count: Int, amount: Money)] {
        var sums: [Key: (count: Int, amount: Money)] = [:]
        for fee in month.fees {
            sums[Key(platform: fee.platform, unit: fee.plan, kind: .fee)] = (1, fee.amount)
        }
        for line in month.lines {
            let key = Key(platform: line.platform, unit: line.unit, kind: line.isPosting ? .posts : .calls)
            sums[key] = (line.count, line.amount)
        }
        return sums
    }
}

extension WhatIfTable.Row {
    fileprivate init(_ pair: WhatIfTable.Pair, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(pair.platform)
        networkName = names[pair.platform] ?? pair.platform.raw
        unit = pair.kind == .fee ? nil : pair.unit
        what =
            switch pair.kind {
            case .fee: voice.say("Fee of the plan \(pair.unit)")
            case .posts: voice.say("posts")
            case .calls: voice.say("readings, inbox and other calls")
            }
        count = pair.kind == .fee ? "" : voice.number(pair.count)
        asItIs = voice.money(pair.asItIs)
        asked = voice.money(pair.asked)
    }
}

extension WhatIfTable.Stop {
    fileprivate init(_ stop: WhatIfMonth.Stop, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(stop.platform)
        let name = names[stop.platform] ?? stop.platform.raw
        networkName = name
        unit = stop.unit
        let day = WallFields(stop.from.description + "T00:00").map(voice.shortDay) ?? stop.from.description
        let kept = voice.counted(
            stop.count, one: "From \(day) on 1 use would stop:", many: { "From \(day) on \($0) uses would stop:" })
        why = kept + " " + voice.say(WhatIfTable.Stop.why(stop.reason, name, voice))
    }

    private static func why(_ reason: WhatIfMonth.Stop.Reason, _ network: String, _ voice: Voice) -> Sentence {
        switch reason {
        case .notSold: "\(network) does not sell it."
        case .noPrice: "no price list says what it costs, so it would not be called."
        case .noPlan(let plan): "\(network) does not sell the plan \(plan) then."
        case .usedUp(let included): "the fee has \(voice.number(included)) a month in it, and they are used up."
        }
    }
}
