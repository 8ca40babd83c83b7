public import KicauCore
import KicauStore

extension Metering {
    /// What this month and the next cost as they are, and as somebody asks.
    /// - Throws: `Problem` `.badInput` for a plan that was never sold.
    public func whatIf(_ scenario: Scenario, for caller: Caller) async throws -> WhatIfAnswer {
        let books = prices.books
        for (platform, name) in scenario.plans.sorted(by: { $0.key < $1.key })
        where !books.plans.contains(where: { $0.platform == platform && $0.name == name }) {
            throw Problem(
                .badInput, "\(platform) never sold a plan called \"\(String(name.prefix(40)))\".",
                do: "Choose one of those on the page of prices.", field: "plan")
        }
        let today = Day(of: time.now())
        let months = WhatIfCalendar(today: today)
        let usage = try await usage(for: caller.workspace.id, today, months)
        let asItIs = try Scenario(plans: caller.workspace.paidPlans, posts: scenario.posts)
        func rated(_ scenario: Scenario) -> [WhatIfMonth] {
            let rating = MonthRating(books, scenario)
            return months.spans.map {
                rating.rated(usage.counts(of: $0.days, for: scenario), month: $0.month, days: $0.days)
            }
        }
        return WhatIfAnswer(
            scenario: scenario, asItIs: rated(asItIs), asked: rated(scenario), daysSeen: usage.daysSeen)
    }

    /// Every plan that was ever sold, by network.
    public var plansEverSold: [(platform: PlatformID, names: [String])] {
        Dictionary(grouping: prices.books.plans.filter { $0.name != nil }, by: \.platform).map { platform, plans in
            let first = Dictionary(grouping: plans, by: { $0.name ?? "" }).mapValues { $0.map(\.from).min() }
            return (
                platform,
                first.keys.sorted { a, b in
                    let (dayA, dayB) = (first[a].flatMap { $0 }?.number ?? 0, first[b].flatMap { $0 }?.number ?? 0)
                    return (dayA, a) < (dayB, b)
                }
            )
        }.sorted { $0.platform < $1.platform }
    }

    private func usage(for workspace: ID<Workspace>, _ today: Day, _ months: WhatIfCalendar) async throws -> MonthUsage
    {
        let back = today.number - Int64(ForecastLine.daysBack)
        return try await store.read { tx in
            MonthUsage(
                used: try tx.usage(of: workspace, from: min(back, months.first), to: today.number + 1),
                planned: try tx.plannedFares(of: workspace, before: months.end), today: today.number,
                daysSeen: try tx.daysSeen(of: workspace, on: today))
        }
    }
}

/// This month and the next, of the UTC calendar.
struct WhatIfCalendar {
    struct Span {
        let month: String
        let days: Range<Int64>
    }

    let spans: [Span]

    init(today: Day) {
        let this = String(today.description.prefix(7))
        let next = Months.following(this)
        spans = [this, next].map { month in
            let first = Day(month + "-01") ?? today
            let last = Day(Months.following(month) + "-01") ?? first.next
            return Span(month: month, days: first.number..<last.number)
        }
    }

    var first: Int64 { spans.first?.days.lowerBound ?? 0 }
    var end: Int64 { spans.last?.days.upperBound ?? 0 }
}
