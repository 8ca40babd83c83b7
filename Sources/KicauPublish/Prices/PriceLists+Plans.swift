public import KicauCore
public import KicauMeter
import KicauStore

/// What a network sells, and which of it a workspace pays for.
public struct PlanChoice: Sendable {
    public let platform: PlatformID
    public let name: String
    /// Nil: it pays for each use.
    public let chosen: String?
    /// What it pays for is not sold any more, and nothing can be called under it.
    public let isOver: Bool
    /// Those that are sold today.
    public let plans: [Plan]
    /// Of the chosen plan, this month.
    public let shares: [Share]

    public struct Share: Sendable, Hashable {
        public let included: Included
        public let used: Int

        public init(included: Included, used: Int) {
            self.included = included
            self.used = used
        }
    }

    public init(
        platform: PlatformID, name: String, chosen: String?, isOver: Bool, plans: [Plan], shares: [Share]
    ) {
        self.platform = platform
        self.name = name
        self.chosen = chosen
        self.isOver = isOver
        self.plans = plans
        self.shares = shares
    }
}

extension PriceLists {
    /// Of the networks that sell plans today, or of which one was chosen once.
    public func plans(for caller: Caller) async throws -> [PlanChoice] {
        try caller.must(.look)
        let now = kit.time.now()
        let books = kit.prices.books
        let month = try Months.month(of: now, zone: caller.workspace.zone)
        let sold = books.plans.filter { $0.name != nil && $0.isSold(on: Day(of: now)) }
        let networks = Set(sold.map(\.platform)).union(caller.workspace.plans.keys.map { PlatformID($0) })
        return try await kit.store.read { tx in
            try networks.sorted().map { platform in
                let chosen = caller.workspace.plans[platform.raw]
                let plan = chosen.flatMap { books.plan($0, of: platform, at: now) }
                return PlanChoice(
                    platform: platform, name: kit.platforms[platform]?.name ?? platform.raw, chosen: chosen,
                    isOver: chosen != nil && plan == nil, plans: sold.filter { $0.platform == platform },
                    shares: try (plan?.shares ?? []).map { share in
                        .init(
                            included: share,
                            used: try tx.used(of: share, on: platform, month: month, in: caller.workspace.id))
                    })
            }
        }
    }

    /// What another plan would do; nil as plan: paying for each use.
    public func check(_ plan: String?, on platform: PlatformID, for caller: Caller) async throws -> PriceEffects {
        try caller.must(.look)
        try mustBeSold(plan, on: platform)
        var plans = caller.workspace.plans
        plans[platform.raw] = plan
        return try await effects(
            from: Terms(books: kit.prices.books, plans: caller.workspace.plans),
            to: Terms(books: kit.prices.books, plans: plans), for: caller.workspace)
    }

    /// Says which plan is paid for; what is planned is worked out anew under it.
    public func setPlan(_ plan: String?, on platform: PlatformID, by caller: Caller) async throws {
        try caller.must(.manage)
        try mustBeSold(plan, on: platform)
        let (workspace, now) = (caller.workspace.id, kit.time.now())
        try await kit.store.write(as: .shut) { tx in
            guard let fresh = try tx.allWorkspaces().first(where: { $0.id == workspace }) else {
                throw Publishing.notHere
            }
            try tx.setPlan(plan, on: platform, of: fresh, at: now)
            try Requoting.forget(in: tx)
            tx.noteChange(in: workspace)
        }
        try await Requoting(kit: kit).all()
        kit.bell.ring()
    }

    private func mustBeSold(_ plan: String?, on platform: PlatformID) throws(Problem) {
        guard networks.contains(platform) else {
            throw Problem(
                .notFound, "This Kicau does not know a network called \(String(platform.raw.prefix(40))).",
                do: "Reload the page and choose again.", field: "platform")
        }
        guard let plan else { return }
        guard kit.prices.books.plan(plan, of: platform, at: kit.time.now()) != nil else {
            let sold = kit.prices.books.plans.filter {
                $0.platform == platform && $0.isSold(on: Day(of: kit.time.now()))
            }.compactMap(\.name)
            throw Problem(
                .badInput, "\(platform) does not sell a plan called \(String(plan.prefix(60))) today.",
                do: sold.isEmpty
                    ? "It sells none: it is paid for each use."
                    : "Choose one of \(sold.joined(separator: ", ")), or none to pay for each use.", field: "plan")
        }
    }
}
