public import KicauCore
public import KicauStore

/// The two sides of a change, compared: pure.
public struct Comparing: Sendable {
    private let before: Terms
    private let after: Terms
    private let now: Instant

    public init(before: Terms, after: Terms, at now: Instant) {
        self.before = before
        self.after = after
        self.now = now
    }

    /// What becomes of planned posts, in the order given. All parts of one on an account share its fate.
    public func posts(_ holds: [PlannedHold], paper: PaperCalendar) -> [PostEffect] {
        var paper = paper
        var order: [ID<Delivery>] = []
        var effects: [ID<Delivery>: PostEffect] = [:]
        for planned in holds {
            let effect = effect(on: planned, &paper)
            if let known = effects[planned.delivery] {
                effects[planned.delivery] = known.joined(with: effect)
            } else {
                order.append(planned.delivery)
                effects[planned.delivery] = effect
            }
        }
        return order.compactMap { effects[$0] }.filter { $0.fate != .changes || $0.new != $0.old }
    }

    private func effect(on planned: PlannedHold, _ paper: inout PaperCalendar) -> PostEffect {
        let hold = planned.hold
        func effect(_ new: Money?, _ fate: PostEffect.Fate) -> PostEffect {
            PostEffect(
                delivery: planned.delivery, post: planned.post, platform: hold.platform, handle: planned.handle,
                due: planned.due, old: hold.amount, new: new, fate: fate)
        }
        switch Requote.of(hold.fare, on: hold.platform, due: max(planned.due, now), under: after) {
        case .same: return effect(hold.amount, .changes)
        case .stops(let problem): return effect(nil, .stops(problem.what))
        case .costs(let fare):
            if let why = paper.pay(fare, for: hold) { return effect(fare.total, .runsOut(why)) }
            return effect(fare.total, .changes)
        }
    }

    /// Where the price of what is used, or of what a list names, is another one from a day on, or ends on one.
    public func usage(
        _ used: [(platform: PlatformID, unit: String, handle: String?, count: Int)], naming book: PriceBook? = nil
    ) -> [UsageEffect] {
        var lines = used
        for unit in Set(book?.rows.map(\.unit) ?? []).sorted() {
            guard let book, !used.contains(where: { $0.platform == book.platform && $0.unit == unit }) else { continue }
            lines.append((book.platform, unit, nil, 0))
        }
        return lines.flatMap { line in
            effects(on: line.unit, of: line.platform).map { effect in
                UsageEffect(
                    platform: line.platform, unit: line.unit, handle: line.handle, count: line.count, day: effect.day,
                    old: effect.old, new: effect.new)
            }
        }
    }

    private typealias Turn = (day: Day, old: PriceLine.Price?, new: PriceLine.Price?)

    /// The first day on which the two sides differ, and the one on which it stops, where that is a later one.
    private func effects(on unit: String, of platform: PlatformID) -> [Turn] {
        let today = Day(of: now)
        let turning = before.turnDays(of: unit, on: platform) + after.turnDays(of: unit, on: platform)
        let days = [today] + Set(turning).filter { $0 > today }.sorted()
        let turns: [Turn] = days.compactMap { day in
            let old = before.price(of: unit, on: platform, at: day.begins)
            let new = after.price(of: unit, on: platform, at: day.begins)
            return old == new ? nil : (day: day, old: old, new: new)
        }
        guard let first = turns.first, !Comparing.stops(first) else { return Array(turns.prefix(1)) }
        return [first] + turns.filter(Comparing.stops).prefix(1)
    }

    private static func stops(_ turn: Turn) -> Bool { turn.new == nil || turn.new == .notSold }
}

extension PostEffect {
    /// With another of its parts.
    fileprivate func joined(with part: PostEffect) -> PostEffect {
        let new: Money? = if let mine = self.new, let its = part.new { mine + its } else { nil }
        return PostEffect(
            delivery: delivery, post: post, platform: platform, handle: handle, due: due, old: old + part.old, new: new,
            fate: fate == .changes ? part.fate : fate)
    }
}
