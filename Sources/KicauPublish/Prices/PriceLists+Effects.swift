import KicauCore
import KicauMeter
import KicauStore

extension PriceLists {
    /// The most bookings that are looked through for what would be corrected.
    private static let mostBooked = 5_000
    private static let usedWithin = 28

    func effects(from before: Terms, to after: Terms, naming book: PriceBook? = nil, for workspace: Workspace)
        async throws -> PriceEffects
    {
        let now = kit.time.now()
        let comparing = Comparing(before: before, after: after, at: now)
        let (holds, limits, usage) = try await kit.store.read { tx in
            (
                try tx.plannedHolds(of: workspace.id, limit: Requoting.most),
                try tx.hardLimits(of: workspace.id),
                try tx.usage(of: workspace.id, since: now - .days(PriceLists.usedWithin))
            )
        }
        let left = limits.map { limit in
            (limit.purse.map(PaperCalendar.Purse.narrow) ?? .month(limit.month), limit.left)
        }
        let paper = PaperCalendar(
            left: Dictionary(left) { first, _ in first }, used: try await used(by: holds, under: after, of: workspace))
        let posts = comparing.posts(holds, paper: paper)
        return PriceEffects(
            posts: posts, usage: comparing.usage(usage, naming: book),
            readings: try await kit.readingEffects(on: holds, posts, from: before, to: after, for: workspace),
            isCut: holds.count == Requoting.most,
            corrections: try await corrections(by: book, books: after.books, for: workspace))
    }

    /// What is used already of what the plans have in them, in each month in which something is planned.
    private func used(by holds: [PlannedHold], under terms: Terms, of workspace: Workspace) async throws
        -> [PaperCalendar.Share: Int]
    {
        var shares: Set<PaperCalendar.Share> = []
        for planned in holds {
            let hold = planned.hold
            guard case .costs(let fare) = Requote.of(hold.fare, on: hold.platform, due: planned.due, under: terms)
            else { continue }
            for share in fare.included ?? [] {
                shares.insert(PaperCalendar.Share(share, platform: hold.platform, month: hold.month))
            }
        }
        guard !shares.isEmpty else { return [:] }
        return try await kit.store.read { [shares] tx in
            var used: [PaperCalendar.Share: Int] = [:]
            for share in shares {
                used[share] = try tx.used(
                    of: share.included, on: share.platform, month: share.month, in: workspace.id)
            }
            return used
        }
    }

    private func corrections(by book: PriceBook?, books: PriceBooks, for workspace: Workspace) async throws
        -> PriceEffects.Corrections
    {
        guard let book, let late = kit.prices.lateRows(with: book, at: kit.time.now()).first else {
            return PriceEffects.Corrections()
        }
        let booked = try await kit.store.read {
            try $0.bookedHolds(on: late.platform, since: late.from.begins, after: 0, limit: PriceLists.mostBooked)
        }
        let wrong = booked.filter { $0.hold.workspace == workspace.id }.compactMap { item in
            late.correction(of: item, by: books).map { $0.total - item.hold.amount }
        }
        return PriceEffects.Corrections(count: wrong.count, more: wrong.reduce(.zero, +))
    }
}
