import KicauCore
import KicauMeter
import KicauPlatforms
import KicauStore

extension Checkup {
    /// How far ahead a price that ends is worth a word.
    private static let daysAhead = 31

    /// The lists that people loaded, beside those that come with this version, under the plans that workspaces pay for.
    func loadedPrices(_ store: Store) async throws -> [Finding] {
        let (rows, workspaces) = try await store.read { tx in
            (try tx.priceLists().filter { $0.dropped == nil }, try tx.allWorkspaces())
        }
        let plans = Set(workspaces.flatMap { $0.paidPlans.map { PlanName(platform: $0.key, name: $0.value) } })
        return Checkup.loadedPrices(rows, plans, on: Day(of: SystemTime().now()))
    }

    struct PlanName: Hashable {
        let platform: PlatformID
        let name: String
    }

    static func loadedPrices(_ rows: [PriceListRow], _ plans: Set<PlanName>, on today: Day) -> [Finding] {
        let damaged = rows.compactMap { row in row.trouble.map { (row, $0) } }
        guard damaged.isEmpty else {
            return damaged.map { row, trouble in
                .failed(
                    "price list \(row.id)", "\(row.name) cannot be used: \(trouble.what)",
                    do: "Load it anew with `kicau prices load`; until then no node takes a new list over.")
            }
        }
        do {
            return [inForce(rows)] + outlook(try PriceShelf.shipped().books(with: rows, and: nil), plans, on: today)
        } catch {
            let what = (error as? Problem)?.what ?? "\(String(describing: error))"
            return [
                .failed(
                    "price lists", "The price lists contradict one another: \(what)",
                    do: "Load one that puts it right, or drop one that is not in force yet with `kicau prices drop`.")
            ]
        }
    }

    private static func inForce(_ rows: [PriceListRow]) -> Finding {
        rows.isEmpty
            ? .passed("price lists", "Nobody has loaded one; those of this version hold.")
            : .passed("price lists", "\(rows.count) loaded lists can be read and fit together.")
    }

    private static func outlook(_ books: PriceBooks, _ plans: Set<PlanName>, on today: Day) -> [Finding] {
        let views = views(plans)
        let unknown = books.unknown(in: views, on: today).map { view -> Finding in
            let name = view.plan.map { "\(view.platform), \($0)" } ?? "\(view.platform)"
            return .failed(
                "prices of \(name)", "There is no price today for \(view.units.sorted().joined(separator: ", ")).",
                do:
                    "Choose another plan on the page Prices, or load a list that has them; until then such calls are refused."
            )
        }
        let turns = Dictionary(grouping: books.turns(in: views, within: daysAhead, from: today)) {
            PlanDay(platform: $0.platform, plan: $0.plan, day: $0.on)
        }
        return unknown
            + turns.sorted { ($0.key.day, $0.key.name) < ($1.key.day, $1.key.name) }.map { key, turns in
                .noted(
                    "prices of \(key.name)",
                    "From \(key.day) on other prices hold for \(turns.map(\.words).joined(separator: ", ")).",
                    do: "See on the page Prices what that does to what is planned.")
            }
    }

    private struct PlanDay: Hashable {
        let platform: PlatformID
        let plan: String?
        let day: Day

        var name: String { plan.map { "\(platform), \($0)" } ?? "\(platform)" }
    }

    /// Each network as it is paid for here; one that nobody has a plan of, by each use.
    private static func views(_ plans: Set<PlanName>) -> [PriceView] {
        Registry.units.sorted { $0.key < $1.key }.flatMap { platform, units in
            [PriceView(platform: platform, plan: nil, units: units)]
                + plans.filter { $0.platform == platform }.map(\.name).sorted().map {
                    PriceView(platform: platform, plan: $0, units: units)
                }
        }
    }
}

extension PriceTurn {
    /// "post_create ($0.02)"
    fileprivate var words: String {
        switch price {
        case .costs(let money): "\(unit) (\(money))"
        case .freeByPolicy: "\(unit) (free)"
        case .notSold: "\(unit) (not sold)"
        case nil: "\(unit) (no price)"
        }
    }
}
