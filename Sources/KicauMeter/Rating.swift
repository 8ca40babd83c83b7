public import KicauCore

extension PriceBooks {
    /// What so many units cost at an instant: pure, so that a month can be rated again from its events.
    ///
    /// - Parameter plan: which of the network's plans is paid for; nil: none.
    /// - Throws: `Problem` `.unknownPrice` or `.notSoldAnyMore`; never a guess.
    public func fare(
        for units: [MeterUnit], on platform: PlatformID, under plan: String? = nil, at instant: Instant
    ) throws(Problem) -> Fare {
        var items: [Fare.Item] = []
        for unit in units where unit.count != 0 {
            items.append(Fare.Item(unit: unit, each: try each(unit, on: platform, under: plan, at: instant)))
        }
        let shares = self.plan(plan, of: platform, at: instant)?.shares(of: units) ?? []
        let book = book(of: platform, under: plan, at: instant).map { "\($0.name), \($0.since)" }
        return Fare(items: items, book: book ?? "", plan: plan, included: shares.isEmpty ? nil : shares)
    }

    /// Far more than any call can return: a count beyond it is a mistake, and its product could overflow.
    private static let most = 1_000_000

    private func each(
        _ unit: MeterUnit, on platform: PlatformID, under plan: String?, at instant: Instant
    ) throws(Problem) -> Money {
        guard (0...Self.most).contains(unit.count) else { throw unknown(unit, platform, instant) }
        switch price(of: unit.name, on: platform, under: plan, at: instant) {
        case .costs(let money): return money
        case .freeByPolicy: return .zero
        case .notSold:
            let since = since(unit.name, on: platform, under: plan, at: instant)?.description ?? "\(Day(of: instant))"
            throw Problem(
                .notSoldAnyMore, "\(platform) has not sold \(unit.name) since \(since).",
                do: "Do it by hand on the network, or leave it out.", field: unit.name
            )
        case nil:
            if let plan, let ended = ended(plan, of: platform, at: instant) {
                throw Problem(
                    .notSoldAnyMore, "\(platform) has not sold its plan \(plan) since \(ended).",
                    do: "Choose another plan on the page Prices.", field: plan)
            }
            throw unknown(unit, platform, instant)
        }
    }

    /// The day since which a plan is over; nil: it is not, or there never was one.
    func ended(_ plan: String, of platform: PlatformID, at instant: Instant) -> Day? {
        let day = Day(of: instant)
        let mine = plans.filter { $0.platform == platform && $0.name == plan }
        guard !mine.isEmpty, !mine.contains(where: { $0.isSold(on: day) || $0.from > day }) else { return nil }
        return mine.compactMap(\.until).max()
    }

    private func unknown(_ unit: MeterUnit, _ platform: PlatformID, _ instant: Instant) -> Problem {
        Problem(
            .unknownPrice,
            "Nobody told Kicau what \(unit.name) costs on \(platform) on \(Day(of: instant)), so it was not called.",
            do: "Update Kicau: a newer price book may know it.", field: unit.name,
            cause: "\(unit.count) of \(unit.name)"
        )
    }
}
