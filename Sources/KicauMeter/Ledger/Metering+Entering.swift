public import KicauCore
import KicauStore

/// What people write into the ledger. Nothing in it is ever changed: what was wrong is taken back by a booking of its own.
extension Metering {
    /// The networks that money can be paid to: those that a price book or the ledger knows, and the language models.
    public func payees(for caller: Caller) async throws -> [PlatformID] {
        let touched = try await store.read { tx in
            try tx.balances(of: caller.workspace.id, from: time.now(), to: time.now() + .milliseconds(1))
        }.compactMap(\.account.platform)
        return Set(prices.books.books.map(\.platform) + touched + [.ai]).sorted()
    }

    public func enter(_ payment: Payment, by caller: Caller) async throws -> ID<Booking> {
        try caller.must(.manage)
        let now = time.now()
        let at = try payment.checked(at: now, zone: caller.workspace.zone)
        try await checkPayee(payment.platform, for: caller)
        return try await enter(
            NewBooking(
                .payment, in: caller.workspace.id, at: at, subject: "payment/\(payment.platform)", memo: payment.memo,
                reference: payment.reference, enteredBy: caller.name,
                entries: [
                    .init(.owed(payment.platform), payment.amount),
                    .init(.paid(payment.platform), .zero - payment.amount),
                ]), by: caller)
    }

    /// Takes back what a person entered, or a fee that was not charged, by a booking of the opposite.
    /// - Throws: `Problem` `.notFound` or `.notPossibleNow`.
    public func reverse(_ id: ID<Booking>, memo: String, by caller: Caller) async throws -> ID<Booking> {
        try caller.must(.manage)
        try Payment.check(memo, "memo", Payment.longestMemo)
        let booking = try await booking(id, for: caller)
        guard booking.canBeReversed else { throw Metering.cannotReverse(booking) }
        let now = time.now()
        let reversal = NewBooking(
            .reversal, in: caller.workspace.id, at: now, subject: "reversal/\(id)", memo: memo,
            reference: booking.reference, enteredBy: caller.name, corrects: id,
            entries: booking.entries.map { .init($0.account, .zero - $0.amount) })
        let zone = caller.workspace.zone
        // Alone, as the fee or the difference was booked: whoever opens a budget meanwhile would count it otherwise.
        return try await store.write(as: .shut) { tx in
            guard let made = try tx.enter(reversal, at: now) else { throw Metering.cannotReverse(booking) }
            // It leaves the budget of the month that it once was counted in.
            for entry in reversal.entries where entry.account.family == .expenses {
                guard let platform = entry.account.platform else { continue }
                try tx.addToSpent(
                    entry.amount, on: platform,
                    month: try booking.countedMonth ?? Months.month(of: booking.at, zone: zone),
                    of: caller.workspace.id)
            }
            tx.noteChange(in: caller.workspace.id)
            return made
        }
    }

    private static func cannotReverse(_ booking: Booking) -> Problem {
        switch booking.kind {
        case .spent, .correction, .reversal:
            Problem(
                .notPossibleNow, "Booking \(booking.id) was not entered by a person.",
                do: "Only payments, differences and fees can be taken back; what else the meter booked stays.")
        case .payment, .adjustment, .fee:
            Problem(
                .notPossibleNow, "Booking \(booking.id) was taken back already.", do: "Enter it anew if it was right.")
        }
    }

    func enter(_ booking: NewBooking, by caller: Caller) async throws -> ID<Booking> {
        let now = time.now()
        return try await store.write { tx in
            guard let made = try tx.enter(booking, at: now) else {
                throw Problem(.broken, "A row was not written.", do: "Try again.")
            }
            tx.noteChange(in: caller.workspace.id)
            return made
        }
    }

    func checkPayee(_ platform: PlatformID, for caller: Caller) async throws {
        let known = try await payees(for: caller)
        guard known.contains(platform) else {
            throw Problem(
                .badInput, "\(String(platform.raw.prefix(40))) is no network that Kicau has prices of.",
                do: "Choose one of \(known.map(\.raw).joined(separator: ", ")).", field: "network")
        }
    }
}

extension Caller {
    /// Who wrote it down: their name, or that it was a program.
    var name: String { user?.name ?? "API" }
}
