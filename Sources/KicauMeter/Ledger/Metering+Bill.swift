public import KicauCore
import KicauStore

/// The bills of the networks beside the ledger. Nothing is ever put right by itself.
extension Metering {
    /// What somebody read off the bills, newest month first, beside what the ledger has for the same months.
    public func billChecks(months: ClosedRange<String>, for caller: Caller) async throws
        -> [(figure: BillFigure, check: BillCheck)]
    {
        try caller.must(.look)
        let workspace = caller.workspace
        let figures = try await store.read { try $0.figures(of: workspace.id, months: months) }
        var checks: [(figure: BillFigure, check: BillCheck)] = []
        for month in Set(figures.map(\.month)).sorted(by: >) {
            let ours = try await used(month: month, of: workspace)
            for figure in figures where figure.month == month {
                checks.append(
                    (
                        figure,
                        BillCheck(
                            platform: figure.platform, month: month, theirs: figure.amount,
                            ours: ours[figure.platform] ?? .zero)
                    ))
            }
        }
        return checks
    }

    /// This month and the eleven before it.
    public func billChecks(for caller: Caller) async throws -> [(figure: BillFigure, check: BillCheck)] {
        let month = try Months.month(of: time.now(), zone: caller.workspace.zone)
        return try await billChecks(months: Months.before(month, 11)...month, for: caller)
    }

    /// Writes down what a bill says. A later figure for the same month takes the place of this one.
    public func enter(_ figures: [NewFigure], by caller: Caller) async throws {
        try caller.must(.manage)
        let now = time.now()
        let thisMonth = try Months.month(of: now, zone: caller.workspace.zone)
        for figure in figures {
            try figure.check(thisMonth: thisMonth, zone: caller.workspace.zone)
            try await checkPayee(figure.platform, for: caller)
        }
        try await store.write { tx in
            for figure in figures {
                try tx.addFigure(figure.entered(by: caller.name, at: now), of: caller.workspace.id)
            }
            tx.noteChange(in: caller.workspace.id)
        }
    }

    /// Books what the bill has beyond the ledger, so that both say the same. A person asks for it, with the difference that
    /// was shown.
    ///
    /// - Throws: `Problem` `.notFound` without a figure, `.changedMeanwhile` when the difference is another one by now.
    public func adjust(_ platform: PlatformID, month: String, by shown: Money, memo: String, caller: Caller)
        async throws
        -> ID<Booking>
    {
        try caller.must(.manage)
        try Payment.check(memo, "memo", Payment.longestMemo)
        let workspace = caller.workspace
        let span = try Months.span(of: month, zone: workspace.zone)
        let now = time.now()
        return try await store.write(as: .shut) { tx in
            guard
                let figure = try tx.figures(of: workspace.id, months: month...month).first(where: {
                    $0.platform == platform
                })
            else {
                throw Problem(
                    .notFound, "Nobody entered a bill of \(platform.raw) for \(month).", do: "Enter what it says first."
                )
            }
            let ours = Metering.used(try tx.balances(of: workspace.id, from: span.from, to: span.to))[platform] ?? .zero
            let check = BillCheck(platform: platform, month: month, theirs: figure.amount, ours: ours)
            guard check.difference == shown, shown != .zero else { throw Metering.otherDifference(check) }
            let booking = NewBooking(
                .adjustment, in: workspace.id, at: min(now, span.to - .milliseconds(1)),
                subject: Booking.bill(of: platform, month: month),
                memo: memo, reference: figure.note, enteredBy: caller.name,
                entries: [
                    .init(.expenses(platform, LedgerAccount.billDifference), shown),
                    .init(.owed(platform), .zero - shown),
                ])
            guard let made = try tx.enter(booking, at: now) else {
                throw Problem(.broken, "A row was not written.", do: "Try again.")
            }
            try tx.addToSpent(shown, on: platform, month: month, of: workspace.id)
            tx.noteChange(in: workspace.id)
            return made
        }
    }

    private static func otherDifference(_ check: BillCheck) -> Problem {
        check.difference == .zero
            ? Problem(.changedMeanwhile, "Bill and ledger say the same by now.", do: "Reload the page.")
            : Problem(
                .changedMeanwhile, "The difference is \(check.difference) by now.",
                do: "Look at it again, then book that one.")
    }

    private func used(month: String, of workspace: Workspace) async throws -> [PlatformID: Money] {
        let span = try Months.span(of: month, zone: workspace.zone)
        return Metering.used(
            try await store.read { try $0.balances(of: workspace.id, from: span.from, to: span.to) })
    }

    /// What moved in all expenses of each network.
    private static func used(_ balances: [AccountBalance]) -> [PlatformID: Money] {
        var sums: [PlatformID: Money] = [:]
        for balance in balances where balance.account.family == .expenses {
            guard let platform = balance.account.platform else { continue }
            sums[platform, default: .zero] += balance.moved
        }
        return sums
    }
}

extension Months {
    /// So many months earlier.
    public static func before(_ month: String, _ count: Int) -> String {
        guard let fields = WallFields(month + "-01T00:00") else { return month }
        let number = fields.year * 12 + fields.month - 1 - count
        let (year, rest) = number.quotientAndRemainder(dividingBy: 12)
        return String(year) + "-" + (rest < 9 ? "0" : "") + String(rest + 1)
    }
}
