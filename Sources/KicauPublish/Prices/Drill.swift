public import KicauCore
public import KicauMeter
import KicauStore

/// Plays a shock again over a team's calendar, on the day on which it was announced. Nothing is sent: only time could do that,
/// and it stands still.
public struct Drill: Sendable {
    private let kit: Kit
    private let caller: Caller
    private let accounts: [AccountID]

    /// - Parameter kit: with the prices of the shock's eve and a clock that stands on its day.
    public init(kit: Kit, caller: Caller, accounts: [AccountID]) {
        self.kit = kit
        self.caller = caller
        self.accounts = accounts
    }

    public struct Report: Sendable {
        public let planned: Int
        /// What the page shows before the list is in force.
        public let effects: PriceEffects
        /// Plans that were on sale, each with its fee and how many planned posts it would leave unpaid.
        public let offers: [Offer]
        /// The one that was taken; nil: none was needed, or none would do.
        public let taken: Offer?
        public let scheduled: Int
        public let waiting: Int

        public var missed: Int { planned - scheduled - waiting }
    }

    public struct Offer: Sendable, Hashable {
        public let plan: String
        public let monthly: Money
        public let unpaid: Int
    }

    private static let every = Duration.days(2)

    /// - Parameter count: so many posts for each account, one every other day, three of five with a link.
    public func play(_ shock: Shock, posts count: Int) async throws -> Report {
        let lists = PriceLists(kit: kit)
        try await lists.setPlan(shock.plan, on: "x", by: caller)
        try await fill(count)
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
            scheduled: counts[.scheduled] ?? 0, waiting: counts[.waiting] ?? 0)
    }

    private func fill(_ count: Int) async throws {
        let publishing = Publishing(kit: kit)
        let caller = try await fresh()
        for number in 0..<count {
            let link = number % 5 < 3 ? " https://kedai-aksara.test/menu/\(number)" : ""
            let due = try Due(at: kit.time.now() + .hours(2) + Drill.every * number, zone: caller.workspace.zone)
            for account in accounts {
                _ = try await publishing.schedule(
                    DraftContent(post: Post(parts: [.init(text: "Menu \(number)\(link)")]), accounts: [account]),
                    as: nil, version: nil, timing: .at(due), key: "drill-\(account)-\(number)", by: caller)
            }
        }
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
