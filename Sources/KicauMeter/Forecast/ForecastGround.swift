import KicauCore
import KicauStore

/// What a workspace's forecasts are made of, fetched once for all its budgets.
struct ForecastGround {
    let books: PriceBooks
    let workspace: Workspace
    /// "2026-11", in the workspace's zone.
    let month: String
    let today: Day
    let ends: Instant
    /// How many of the last 28 days there is something to know of.
    let daysSeen: Int
    /// The last 28 days, and today until now. Of language models only the amounts count: their prices are in no book.
    let usage: [UsageCount]
    let planned: [PlannedFare]
    let ofAI: [DayAmount]
    let ofCampaigns: [ID<Campaign>: OfCampaign]

    struct DayAmount {
        let day: Int64
        let amount: Money
    }

    /// Events do not say which campaign they belong to; what was set aside for its posts does.
    struct OfCampaign {
        let spent: [DayAmount]
        let planned: [PlannedFare]
    }

    private struct Kind: Hashable, Comparable {
        let platform: PlatformID
        let account: Int64
        let isPosting: Bool

        func isOf(_ planned: PlannedFare) -> Bool {
            planned.platform == platform && (planned.account?.raw ?? 0) == account
        }

        static func < (a: Kind, b: Kind) -> Bool {
            (a.platform, a.account, a.isPosting ? 1 : 0) < (b.platform, b.account, b.isPosting ? 1 : 0)
        }
    }

    private var firstPast: Int64 { today.number - Int64(ForecastLine.daysBack) }
    private var coming: Int { max(1, Int(Day(of: ends - .milliseconds(1)).number - today.number) + 1) }

    func forecast(of scope: BudgetScope) -> SpendingForecast {
        let last = Day(number: today.number + Int64(coming) - 1)
        return SpendingForecast(
            lastShare: min(1000, max(0, (ends.ms - last.begins.ms) / 86_400)), today: today, daysSeen: daysSeen,
            coming: coming, strands: strands(of: scope),
            seed: SpendingForecast.seed(of: "\(workspace.id)/\(month)/\(today)/\(scope.kind.rawValue)/\(scope.subject)")
        )
    }

    private func strands(of scope: BudgetScope) -> [SpendingForecast.Strand] {
        switch scope {
        case .workspace: strands { _ in true } + [strand(ofAI, planned: [])]
        case .network(let platform): strands { $0.platform == platform }
        case .account(let account): strands { $0.account == account.raw }
        case .campaign(let campaign):
            ofCampaigns[campaign].map { [strand($0.spent, planned: $0.planned)] } ?? []
        case .ai: [strand(ofAI, planned: [])]
        }
    }

    private func strands(where belongs: (Kind) -> Bool) -> [SpendingForecast.Strand] {
        let used = Dictionary(grouping: usage) {
            Kind(platform: $0.platform, account: $0.account?.raw ?? 0, isPosting: $0.isPosting)
        }
        return used.keys.filter { belongs($0) && $0.platform != .ai }.sorted().map { kind in
            strand(used[kind] ?? [], planned: kind.isPosting ? planned.filter { kind.isOf($0) } : [])
        }
    }

    private func strand(_ used: [UsageCount], planned: [PlannedFare]) -> SpendingForecast.Strand {
        var costs = [[Int64]](
            repeating: [Int64](repeating: 0, count: ForecastLine.daysBack), count: coming)
        var counted = counted(planned)
        let offers = Set(used.map { Offer(platform: $0.platform, unit: $0.unit) })
        let prices = Dictionary(uniqueKeysWithValues: offers.map { ($0, micros($0)) })
        for use in used {
            guard let prices = prices[Offer(platform: use.platform, unit: use.unit)] else { continue }
            let past = Int(use.day - firstPast)
            if past == ForecastLine.daysBack { counted[0] += prices[0] * Int64(use.count) }
            guard (0..<ForecastLine.daysBack).contains(past) else { continue }
            for day in 0..<coming { costs[day][past] += prices[day] * Int64(use.count) }
        }
        return SpendingForecast.Strand(costs: costs, counted: counted)
    }

    private func strand(_ spent: [DayAmount], planned: [PlannedFare]) -> SpendingForecast.Strand {
        var costs = [Int64](repeating: 0, count: ForecastLine.daysBack)
        var counted = counted(planned)
        for one in spent {
            let past = Int(one.day - firstPast)
            if past == ForecastLine.daysBack { counted[0] += one.amount.microUSD }
            guard costs.indices.contains(past) else { continue }
            costs[past] += one.amount.microUSD
        }
        return SpendingForecast.Strand(costs: [[Int64]](repeating: costs, count: coming), counted: counted)
    }

    /// What should have gone out already counts for today.
    private func counted(_ planned: [PlannedFare]) -> [Int64] {
        var counted = [Int64](repeating: 0, count: coming)
        for plan in planned {
            let day = max(0, Int(plan.day - today.number))
            guard day < coming else { continue }
            counted[day] += (plan.fare.total * plan.count).microUSD
        }
        return counted
    }

    private struct Offer: Hashable {
        let platform: PlatformID
        let unit: String
    }

    /// What one costs on each coming day. What is not sold, or nobody knows the price of, is refused: it costs nothing.
    private func micros(_ offer: Offer) -> [Int64] {
        (0..<coming).map { day in
            let at = Day(number: today.number + Int64(day)).begins
            let plan = workspace.plans[offer.platform.raw]
            guard case .costs(let each) = books.price(of: offer.unit, on: offer.platform, under: plan, at: at) else {
                return 0
            }
            return each.microUSD
        }
    }
}

extension SpendingForecast {
    /// FNV-1a: the same words give the same dice on every machine.
    static func seed(of words: String) -> UInt64 {
        words.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
