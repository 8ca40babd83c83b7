public import KicauCore

/// Prices, and the plans that are paid for: all that a fare depends on.
public struct Terms: Sendable {
    public let books: PriceBooks
    /// By network.
    public let plans: [String: String]

    public init(books: PriceBooks, plans: [String: String]) {
        self.books = books
        self.plans = plans
    }

    /// Nil: nobody knows it. What only a plan that is over had in it is not sold any more.
    public func price(of unit: String, on platform: PlatformID, at instant: Instant) -> PriceLine.Price? {
        let plan = plans[platform.raw]
        if let price = books.price(of: unit, on: platform, under: plan, at: instant) { return price }
        guard let plan, books.ended(plan, of: platform, at: instant) != nil else { return nil }
        return .notSold
    }

    /// The days on which it is or becomes another one.
    func turnDays(of unit: String, on platform: PlatformID) -> [Day] {
        books.turnDays(of: unit, on: platform, under: plans[platform.raw])
    }

    /// What the plans of some networks have in them for each month of a calendar.
    public func shares(on platforms: Set<PlatformID>, in calendar: ReadingCalendar) -> Set<PaperCalendar.Share> {
        var shares: Set<PaperCalendar.Share> = []
        for platform in platforms {
            guard let name = plans[platform.raw] else { continue }
            for piece in calendar.pieces {
                for share in books.plan(name, of: platform, at: piece.from)?.shares ?? [] {
                    shares.insert(PaperCalendar.Share(share, platform: platform, month: piece.month))
                }
            }
        }
        return shares
    }

    func fare(for units: [MeterUnit], on platform: PlatformID, at instant: Instant) throws(Problem) -> Fare {
        try books.fare(for: units, on: platform, under: plans[platform.raw], at: instant)
    }
}

/// What becomes of money that was set aside, when prices or plans change: pure.
public enum Requote: Sendable, Hashable {
    case same
    case costs(Fare)
    /// It is not sold any more, or nobody knows what it costs.
    case stops(Problem)

    public static func of(_ fare: Fare, on platform: PlatformID, due: Instant, under terms: Terms) -> Requote {
        do {
            let new = try terms.fare(for: fare.items.map(\.unit), on: platform, at: due)
            let isSame = new.items == fare.items && new.plan == fare.plan && new.included == fare.included
            return isSame ? .same : .costs(new)
        } catch {
            return .stops(error)
        }
    }

    /// What an event that is over should have cost, under the plan that was paid for then; nil: as it was booked.
    ///
    /// A function of the units, the books and the time alone, so that all of history can be rated anew and comes out the same.
    /// What the books do not know is left as it was: it has been billed by somebody's price.
    public static func corrected(_ fare: Fare, on platform: PlatformID, at: Instant, by books: PriceBooks) -> Fare? {
        do {
            let new = try books.fare(for: fare.items.map(\.unit), on: platform, under: fare.plan, at: at)
            return new.items == fare.items ? nil : new
        } catch {
            return nil
        }
    }
}
