public import KicauCore
import KicauMeter
import KicauStore

/// What stands beside a post that is being written: the rest of its month's calendar, and the budgets it comes out of.
public struct PricedPlan: Sendable, Hashable {
    /// One budget, and what this post would take out of it.
    public struct Share: Sendable, Hashable {
        public let budget: BudgetStatus
        /// The network's name, the account's handle or the campaign's name; empty for the workspace.
        public let name: String
        public let takes: Money

        public var left: Money? { budget.left }
        public var isShort: Bool { budget.left.map { takes > $0 } ?? false }

        public init(_ budget: BudgetStatus, name: String, takes: Money) {
            self.budget = budget
            self.name = name
            self.takes = takes
        }
    }

    /// "2026-12", in the workspace's zone.
    public let month: String
    /// Set aside for what else is planned until the month's end.
    public let calendar: Money
    /// So many deliveries are in that sum.
    public let deliveries: Int
    /// Of what is planned and published, of accounts and of inboxes, until the month's end, as far as budgets allow.
    public let readings: Money
    /// Of language models until the month's end, should they be used as in the last 28 days: a forecast.
    public let ai: Money
    /// The workspace's own first; only those with a limit.
    public let shares: [Share]

    public init(
        month: String, calendar: Money, deliveries: Int, readings: Money = .zero, ai: Money = .zero, shares: [Share]
    ) {
        self.month = month
        self.calendar = calendar
        self.deliveries = deliveries
        self.readings = readings
        self.ai = ai
        self.shares = shares
    }

    /// A hard budget would be passed.
    public var isOver: Bool { shares.contains { $0.isShort && $0.budget.isHard } }

    var left: Money? { shares.first { $0.budget.scope == .workspace }?.left }
}

extension PricedPlan {
    /// What one account's share of a post costs, and whose budgets that touches.
    struct Cost: Sendable {
        let platform: PlatformID
        let account: AccountID
        let amount: Money
    }

    /// Which of the costs a budget counts.
    static func takes(_ scope: BudgetScope, of costs: [Cost], campaign: ID<Campaign>?) -> Money {
        costs.filter { scope.covers(platform: $0.platform, account: $0.account, campaign: campaign) }
            .reduce(.zero) { $0 + $1.amount }
    }

    /// A post that is planned already holds money of its own: that is not in its own way.
    static func without(_ own: Money, _ status: BudgetStatus) -> BudgetStatus {
        BudgetStatus(
            status.scope, month: status.month, cap: status.cap, isHard: status.isHard, spent: status.spent,
            held: max(.zero, status.held - own))
    }
}

extension Publishing {
    func pricedPlan(
        _ previews: [AccountPreview], _ content: DraftContent, except post: PostID?, at due: Instant,
        looksAhead: Bool, for caller: Caller
    ) async throws -> PricedPlan {
        let workspace = caller.workspace.id
        let month = try Months.month(of: due, zone: caller.workspace.zone)
        let (planned, budgets, own, campaign) = try await kit.store.read { tx in
            (
                try tx.plannedCost(in: month, of: workspace, except: post),
                try tx.budgets(of: workspace, month: month),
                try post.map { try tx.openHolds(of: $0, in: month) } ?? [],
                try content.campaign.map { try tx.campaignName($0, in: workspace) } ?? nil
            )
        }
        let costs = previews.map {
            PricedPlan.Cost(
                platform: $0.account.platform, account: $0.account.id, amount: $0.fare?.total ?? .zero)
        }
        let ours = own.map { PricedPlan.Cost(platform: $0.platform, account: $0.account, amount: $0.amount) }
        let shares = budgets.compactMap { status -> PricedPlan.Share? in
            guard status.cap != nil, touches(status.scope, costs, content.campaign) else { return nil }
            let mine = PricedPlan.takes(status.scope, of: ours, campaign: content.campaign)
            return PricedPlan.Share(
                PricedPlan.without(mine, status), name: name(of: status.scope, previews, campaign),
                takes: PricedPlan.takes(status.scope, of: costs, campaign: content.campaign))
        }
        // Nothing can be planned for later than that, so nothing is reckoned for it either.
        guard looksAhead, due < kit.time.now() + .days(Limits.aheadDays) else {
            return PricedPlan(month: month, calendar: planned.amount, deliveries: planned.count, shares: shares)
        }
        return PricedPlan(
            month: month, calendar: planned.amount, deliveries: planned.count,
            readings: try await kit.readingCost(in: month, except: post, for: caller.workspace),
            ai: try await forecastOfAI(in: month, for: caller.workspace), shares: shares)
    }

    /// Nobody plans what is asked of language models: it goes by what is usual.
    private func forecastOfAI(in month: String, for workspace: Workspace) async throws -> Money {
        let now = kit.time.now()
        let span = try Months.span(of: month, zone: workspace.zone)
        let pace = try await kit.store.read { try $0.recentPaceOfAI(of: workspace.id, at: now) }
        return pace.comes(to: span.to - max(now, span.from))
    }

    private func touches(_ scope: BudgetScope, _ costs: [PricedPlan.Cost], _ campaign: ID<Campaign>?) -> Bool {
        // The whole and the campaign are touched before an account is chosen.
        scope.covers(platform: nil, account: nil, campaign: campaign)
            || costs.contains { scope.covers(platform: $0.platform, account: $0.account, campaign: campaign) }
    }

    private func name(of scope: BudgetScope, _ previews: [AccountPreview], _ campaign: String?) -> String {
        switch scope {
        case .workspace, .ai: ""
        case .network(let platform): kit.platforms[platform]?.name ?? platform.raw
        case .account(let account): previews.first { $0.account.id == account }?.account.handle ?? ""
        case .campaign: campaign ?? ""
        }
    }

    func cheaperWays(
        _ post: Post, than fare: Money, for row: AccountRow, _ snippets: Snippets, in workspace: Workspace,
        at due: Instant, _ words: String
    ) -> [CheaperWay] {
        CheaperWay.all(for: post, costing: fare, profile: words) { other in
            // What the network would not take, or nobody knows the price of, is no advice.
            price(of: other, for: row, snippets, in: workspace, at: due)
        }
    }

    /// What a wording costs on an account; nil when it would not be taken, or has no price.
    func price(
        of post: Post, for row: AccountRow, _ snippets: Snippets, in workspace: Workspace, at due: Instant
    ) -> Money? {
        guard let platform = kit.platforms[row.account.platform] else { return nil }
        guard post.firstComment == nil || platform.rules.canFirstComment else { return nil }
        do {
            let worded = try row.worded(post, snippets, on: platform.name, at: due, zone: workspace.zone)
            let rendered = platform.rendered(worded, for: row.account, in: workspace, at: due)
            guard rendered.refusals.isEmpty else { return nil }
            return try kit.fare(for: rendered.rendition.units, on: platform.id, of: workspace, at: due).total
        } catch {
            return nil
        }
    }
}

extension PricedPlan {
    /// How much of it is the link's; nil where leaving it out saves nothing.
    static func cheaper(_ ways: [CheaperWay], than fare: Money) -> Sentence? {
        guard let bare = ways.first(where: { $0.kind == .withoutLink }) else { return nil }
        return "\(fare) because of the link; \(bare.fare) without it."
    }
}
