public import KicauCore
import KicauStore

/// The ledger as people read it.
extension Metering {
    /// - Throws: `Problem` `.badDate` for what is no month, `.badInput` for what is no account.
    public func bookings(_ question: LedgerQuestion = LedgerQuestion(), for caller: Caller) async throws -> LedgerSheet
    {
        try caller.must(.look)
        let workspace = caller.workspace
        let month = try question.month ?? Months.month(of: time.now(), zone: workspace.zone)
        let span = try Months.span(of: month, zone: workspace.zone)
        let asked = BookingQuestion(from: span.from, to: span.to, account: try question.checkedAccount())
        let place = try question.place()
        let (found, total) = try await store.read { tx in
            (
                try tx.bookings(asked, before: place, of: workspace.id, limit: question.limit + 1),
                try tx.countBookings(asked, of: workspace.id)
            )
        }
        let shown = Array(found.prefix(question.limit))
        let next = found.count > shown.count ? shown.last.map { BookingPlace(at: $0.at, id: $0.id.raw).text } : nil
        return LedgerSheet(month: month, span: span, bookings: shown, total: total, next: next)
    }

    /// - Throws: `Problem` `.notFound`.
    public func booking(_ id: ID<Booking>, for caller: Caller) async throws -> Booking {
        try caller.must(.look)
        guard let booking = try await store.read({ try $0.booking(id, of: caller.workspace.id) }) else {
            throw Problem(.notFound, "There is no booking \(id) here.", do: "Look it up in the list.")
        }
        return booking
    }

    /// How the accounts stand at the end of a month.
    public func balances(month: String?, for caller: Caller) async throws -> [AccountBalance] {
        try caller.must(.look)
        let workspace = caller.workspace
        let month = try month ?? Months.month(of: time.now(), zone: workspace.zone)
        let span = try Months.span(of: month, zone: workspace.zone)
        return try await store.read { try $0.balances(of: workspace.id, from: span.from, to: span.to) }
    }

    /// How the workspace stands now with each network that costs money, and how long what is left there lasts.
    public func prepaid(for caller: Caller) async throws -> [Prepaid] {
        try caller.must(.look)
        let now = time.now()
        let balances = try await store.read { tx in
            try tx.balances(of: caller.workspace.id, from: now - .days(Prepaid.days), to: now + .milliseconds(1))
        }
        return Prepaid.all(of: balances)
    }
}

extension Prepaid {
    /// - Parameter balances: with what moved in the last `Prepaid.days` days.
    static func all(of balances: [AccountBalance]) -> [Prepaid] {
        var used: [PlatformID: Money] = [:]
        var standing: [PlatformID: Money] = [:]
        for balance in balances {
            guard let platform = balance.account.platform else { continue }
            switch balance.account.family {
            case .expenses: used[platform, default: .zero] += balance.moved
            case .owed: standing[platform, default: .zero] += balance.balance
            case .paid, nil: continue
            }
        }
        return standing.map { Prepaid($0.key, balance: $0.value, used: used[$0.key] ?? .zero) }
            .sorted { $0.platform < $1.platform }
    }
}
