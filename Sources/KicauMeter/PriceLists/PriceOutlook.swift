public import KicauCore
public import KicauStore

/// What a price becomes on a day that is known already.
public struct PriceTurn: Sendable, Hashable {
    public let platform: PlatformID
    /// Nil: for who pays for each use.
    public let plan: String?
    public let unit: String
    /// The first day of the other price.
    public let on: Day
    /// Nil: from then on nobody knows one.
    public let price: PriceLine.Price?
}

/// Whose prices are looked at: those of a plan, or of who has none.
public struct PriceView: Sendable, Hashable {
    public let platform: PlatformID
    public let plan: String?
    public let units: [String]

    public init(platform: PlatformID, plan: String?, units: [String]) {
        self.platform = platform
        self.plan = plan
        self.units = units
    }
}

extension PriceBooks {
    /// What has another price on a day of the next so many, the first time for each unit, soonest first. Pure.
    public func turns(in views: [PriceView], within days: Int, from today: Day) -> [PriceTurn] {
        views.flatMap { view in view.units.compactMap { turn(of: $0, in: view, within: days, from: today) } }
            .sorted { ($0.on, $0.platform, $0.plan ?? "", $0.unit) < ($1.on, $1.platform, $1.plan ?? "", $1.unit) }
    }

    private func turn(of unit: String, in view: PriceView, within days: Int, from today: Day) -> PriceTurn? {
        guard let now = price(of: unit, on: view.platform, under: view.plan, at: today.begins) else { return nil }
        var day = today
        for _ in 0..<days {
            day = day.next
            let then = price(of: unit, on: view.platform, under: view.plan, at: day.begins)
            guard then == now else {
                return PriceTurn(platform: view.platform, plan: view.plan, unit: unit, on: day, price: then)
            }
        }
        return nil
    }

    /// What no list knows on a day.
    public func unknown(in views: [PriceView], on day: Day) -> [PriceView] {
        views.compactMap { view in
            let units = view.units.filter {
                price(of: $0, on: view.platform, under: view.plan, at: day.begins) == nil
            }
            return units.isEmpty ? nil : PriceView(platform: view.platform, plan: view.plan, units: units)
        }
    }
}

extension PriceListRow {
    /// What is wrong with it by itself; nil: nothing.
    public var trouble: Problem? {
        guard Digest.hex(json) == sha256 else {
            return PriceBook.wrong("Its text is not the one that was loaded: its SHA-256 is another one.")
        }
        do {
            _ = try LoadedBook(self)
            return nil
        } catch { return error }
    }
}
