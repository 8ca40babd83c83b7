public import KicauCore
public import KicauStore

/// What one network's lists told late: from which day on, and of which units.
public struct LateRows: Sendable, Hashable {
    public let platform: PlatformID
    public let from: Day
    public let units: Set<String>

    /// What a booking should have been; nil: as it is, or nothing of it is late.
    public func correction(of booked: BookedHold, by books: PriceBooks) -> Fare? {
        guard touches(booked) else { return nil }
        return Requote.corrected(booked.hold.fare, on: platform, at: booked.priced, by: books)
    }

    /// It was booked as it is now by the prices of a moment that another one has taken the place of.
    public func moves(_ booked: BookedHold, by books: PriceBooks) -> Bool {
        booked.priced != booked.planned && touches(booked) && correction(of: booked, by: books) == nil
    }

    private func touches(_ booked: BookedHold) -> Bool {
        booked.hold.platform == platform
            && booked.hold.fare.items.contains { units.contains($0.unit.name) }
    }

    static func of(_ loaded: [LoadedBook]) -> [LateRows] {
        let late = loaded.flatMap { item in item.lateRows.map { (item.book.platform, $0) } }
        return Dictionary(grouping: late, by: \.0).map { platform, rows in
            LateRows(
                platform: platform, from: rows.map(\.1.from).min() ?? Day(number: 0), units: Set(rows.map(\.1.unit)))
        }.sorted { $0.platform < $1.platform }
    }
}

extension PriceShelf {
    public var lateRows: [LateRows] { LateRows.of(loaded) }

    /// What would be late if this list were loaded now.
    public func lateRows(with book: PriceBook, at now: Instant) -> [LateRows] {
        LateRows.of([LoadedBook(book, entered: now)])
    }
}

extension PriceBooks {
    /// Tells these books from any others.
    public var fingerprint: String {
        let rows = books.flatMap { book in
            book.rows.map { row in
                "\(book.platform) \(book.plan ?? "") \(row.unit) \(row.price) \(row.from) \(row.to?.description ?? "")"
            }
        }
        let plans = plans.map { plan in
            "\(plan.platform) \(plan.name ?? "") \(plan.from) \(plan.included.sorted { $0.key < $1.key })"
        }
        return Digest.hex((rows + plans).joined(separator: "\n"))
    }
}
