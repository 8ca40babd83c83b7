public import KicauCore
import KicauStore

extension Metering {
    /// The ledger from one day to another, both included, in the workspace's zone.
    ///
    /// - Throws: `Problem` `.badDate`, or `.tooLong` for more than `LedgerExport.mostBookings`.
    public func export(from first: String, to last: String, for caller: Caller) async throws -> LedgerExport {
        try caller.must(.look)
        let workspace = caller.workspace
        let from = try Metering.begin(of: first, "from", workspace.zone)
        guard let following = Day(last)?.next.description, first <= last else {
            throw Problem(
                .badDate, "\(String(last.prefix(40))) is no day at or after \(String(first.prefix(40))).",
                do: "Give the first day, then the last one.", field: "to")
        }
        let to = try Metering.begin(of: following, "to", workspace.zone)
        let question = BookingQuestion(from: from, to: to)
        let (count, before) = try await store.read { tx in
            (
                try tx.countBookings(question, of: workspace.id),
                try tx.balances(of: workspace.id, from: from, to: from)
            )
        }
        guard count <= LedgerExport.mostBookings else {
            throw Problem(
                .tooLong,
                "There are \(count) bookings in these days, and a file has \(LedgerExport.mostBookings) at most.",
                do: "Take fewer days, and several files.", field: "to")
        }
        return LedgerExport(
            heading: .init(workspace: workspace.name, zone: workspace.zone, days: first...last),
            opening: before.filter { $0.account.family != .expenses && $0.balance != .zero }
                .map { .init($0.account, $0.balance) },
            bookings: try await bookings(question, of: workspace.id))
    }

    private static func begin(of day: String, _ field: String, _ zone: String) throws(Problem) -> Instant {
        _ = try Day(reading: day, field: field)
        return try Due(wall: day + "T00:00", zone: zone).instant
    }

    /// In pieces, so that nobody who writes has to wait for a long reading.
    private func bookings(_ question: BookingQuestion, of workspace: ID<Workspace>) async throws -> [Booking] {
        var all: [Booking] = []
        while true {
            let place = all.last.map { BookingPlace(at: $0.at, id: $0.id.raw) }
            let page = try await store.read { try $0.bookings(question, after: place, of: workspace, limit: 1000) }
            all += page
            if page.count < 1000 { return all }
        }
    }
}
