public import KicauCore

extension PriceBooks {
    /// What so many units cost at an instant: pure, so that a month can be rated again from its events.
    /// - Throws: `Problem` `.unknownPrice` or `.notSoldAnyMore`; never a guess.
    public func fare(for units: [MeterUnit], on platform: PlatformID, at instant: Instant) throws(Problem) -> Fare {
        var items: [Fare.Item] = []
        for unit in units where unit.count != 0 {
            items.append(Fare.Item(unit: unit, each: try each(unit, on: platform, at: instant)))
        }
        guard let book = book(of: platform, at: instant) else {
            return Fare(items: items, book: "")
        }
        return Fare(items: items, book: "\(book.name), \(book.since)")
    }

    /// Far more than any call can return: a count beyond it is a mistake, and its product could overflow.
    private static let most = 1_000_000

    private func each(_ unit: MeterUnit, on platform: PlatformID, at instant: Instant) throws(Problem) -> Money {
        guard (0...Self.most).contains(unit.count) else { throw unknown(unit, platform, instant) }
        switch price(of: unit.name, on: platform, at: instant) {
        case .costs(let money): return money
        case .freeByPolicy: return .zero
        case .notSold:
            let since = since(unit.name, on: platform, at: instant)?.description ?? "\(Day(of: instant))"
            throw Problem(
                .notSoldAnyMore, "\(platform) has not sold \(unit.name) since \(since).",
                do: "Do it by hand on the network, or leave it out.", field: unit.name
            )
        case nil: throw unknown(unit, platform, instant)
        }
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
