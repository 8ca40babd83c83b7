public import KicauCore
public import KicauMeter
import KicauStore

/// Plays a shock again over a team's calendar: the day on which it was announced, and each day after it until the last post is
/// due. What decides is what decides in earnest; only the network is left out.
public struct Drill: Sendable {
    let kit: Kit
    let caller: Caller
    private let accounts: [AccountID]
    /// Sets the clock of `kit`.
    let turn: @Sendable (Instant) -> Void

    /// - Parameters:
    ///   - kit: with the prices of the shock's eve and a clock that stands on its day.
    ///   - turn: sets that clock on; it is never asked to go back.
    public init(kit: Kit, caller: Caller, accounts: [AccountID], turn: @escaping @Sendable (Instant) -> Void) {
        self.kit = kit
        self.caller = caller
        self.accounts = accounts
        self.turn = turn
    }

    public struct Report: Sendable {
        public let planned: Int
        /// What the page shows before the list is in force.
        public let effects: PriceEffects
        /// Plans that were on sale, each with its fee and how many planned posts it would leave unpaid.
        public let offers: [Offer]
        /// The one that was taken; nil: none was needed, or none would do.
        public let taken: Offer?
        /// How the posts stand on the evening of that day.
        public let scheduled: Int
        public let waiting: Int
        /// The days after it, up to the last on which a post is due.
        public let days: [DrilledDay]

        public init(
            planned: Int, effects: PriceEffects, offers: [Offer], taken: Offer?, scheduled: Int, waiting: Int,
            days: [DrilledDay]
        ) {
            self.planned = planned
            self.effects = effects
            self.offers = offers
            self.taken = taken
            self.scheduled = scheduled
            self.waiting = waiting
            self.days = days
        }

        /// By that evening, and on the days after.
        public var missed: Int { planned - scheduled - waiting + days.reduce(0) { $0 + $1.missed } }
        public var sent: Int { days.reduce(0) { $0 + $1.sent } }
    }

    public struct Offer: Sendable, Hashable {
        public let plan: String
        public let monthly: Money
        public let unpaid: Int

        public init(plan: String, monthly: Money, unpaid: Int) {
            self.plan = plan
            self.monthly = monthly
            self.unpaid = unpaid
        }
    }

    private static let every = Duration.days(2)

    /// - Parameter count: so many posts for each account, one every other day, three of five with a link.
    public func play(_ shock: Shock, posts count: Int) async throws -> Report {
        let lists = PriceLists(kit: kit)
        try await lists.setPlan(shock.plan, on: "x", by: caller)
        let planned = try await fill(count)
        var texts = try shock.lists()
        let turning = texts.removeLast()
        for text in texts { _ = try await lists.load(text, by: fresh()) }
        let effects = try await lists.check(turning, for: fresh()).effects
        let offers = shock.plan == nil ? [] : try await offers(lists)
        let taken = effects.ending.isEmpty ? nil : offers.first { $0.unpaid == 0 }
        if let taken { try await lists.setPlan(taken.plan, on: "x", by: fresh()) }
        _ = try await lists.load(turning, by: fresh())
        let counts = try await kit.store.read { [caller] in try $0.promises(of: caller.workspace.id) }
        return Report(
            planned: count * accounts.count, effects: effects, offers: offers, taken: taken,
            scheduled: counts[.scheduled] ?? 0, waiting: counts[.waiting] ?? 0, days: try await days(of: planned))
    }

    private func fill(_ count: Int) async throws -> [DrilledPost] {
        var planned: [DrilledPost] = []
        let publishing = Publishing(kit: kit)
        let caller = try await fresh()
        for number in 0..<count {
            let link = number % 5 < 3 ? " https://kedai-aksara.test/menu/\(number)" : ""
            let due = try Due(at: kit.time.now() + .hours(2) + Drill.every * number, zone: caller.workspace.zone)
            for account in accounts {
                let post = try await publishing.schedule(
                    DraftContent(post: Post(parts: [.init(text: "Menu \(number)\(link)")]), accounts: [account]),
                    as: nil, version: nil, timing: .at(due), key: "drill-\(account)-\(number)", by: caller)
                planned.append(try await self.planned(post, for: account, at: due.instant))
            }
        }
        return planned
    }

    private func planned(_ post: PostID, for account: AccountID, at due: Instant) async throws -> DrilledPost {
        let words = try await kit.store.read { tx in
            try tx.deliveries(of: post).first.flatMap { try tx.rendition(of: $0.id) }?.parts.map(\.wireText) ?? []
        }
        return DrilledPost(post: post, account: account, due: due, words: words)
    }

    /// What was put on sale lately, cheapest first: older plans are the ones that are about to end.
    private func offers(_ lists: PriceLists) async throws -> [Offer] {
        let caller = try await fresh()
        let lately = Day(of: kit.time.now() - .days(31))
        let sold = try await lists.plans(for: caller).flatMap(\.plans).filter { $0.platform == "x" && $0.from > lately }
        var offers: [Offer] = []
        for plan in sold {
            guard let name = plan.name else { continue }
            let effects = try await lists.check(name, on: "x", for: caller)
            offers.append(Offer(plan: name, monthly: plan.monthly, unpaid: effects.ending.count))
        }
        return offers.sorted { ($0.monthly, $0.plan) < ($1.monthly, $1.plan) }
    }

    /// As the next request would find the workspace.
    private func fresh() async throws -> Caller {
        let id = caller.workspace.id
        guard let workspace = try await kit.store.read({ try $0.workspace(id) }) else { throw Publishing.notHere }
        return Caller(user: caller.user, workspace: workspace, role: caller.role)
    }
}
