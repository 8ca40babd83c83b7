import KicauCore

extension LedgerExport {
    /// A journal for hledger, and for whatever else reads its format.
    var hledger: String {
        let names = AccountNames(accounts, name: AccountNames.hledger)
        let head = """
            ; Ledger of \(PlainWords.line(heading.workspace)), \(heading.days.lowerBound) to \(heading.days.upperBound), \
            days of \(heading.zone).
            ; Amounts are US dollars with all their decimals: each booking sums to zero without rounding.
            decimal-mark .
            commodity 1000.000000 USD

            """
        let declarations = accounts.map { "account \(names[$0])  ; type: \($0.hledgerType)\n" }.joined()
        return head + declarations + hledgerOpening(names) + bookings.map { hledger($0, names) }.joined()
    }

    private func hledgerOpening(_ names: AccountNames) -> String {
        guard !opening.isEmpty else { return "" }
        return "\n\(heading.days.lowerBound) * (K-opening) balance before\n" + hledgerEntries(openingEntries, names)
    }

    private func hledger(_ booking: Booking, _ names: AccountNames) -> String {
        let title = [booking.title, booking.memo].map(PlainWords.description).filter { !$0.isEmpty }
        var lines = "\n\(day(of: booking)) * (\(booking.code)) \(title.joined(separator: " - "))\n"
        for (name, value) in booking.facts { lines += "    ; \(name): \(PlainWords.line(value))\n" }
        return lines + hledgerEntries(booking.entries, names)
    }

    private func hledgerEntries(_ entries: [Booking.Entry], _ names: AccountNames) -> String {
        entries.map { "    \(names[$0.account])  \($0.amount.sixDecimals) USD\n" }.joined()
    }
}

extension LedgerAccount {
    fileprivate var hledgerType: String {
        switch family {
        case .expenses: "Expense"
        case .owed: "Liability"
        case .paid, nil: "Equity"
        }
    }
}

extension Booking {
    /// What else is known of it, for the comments of a file: name and value.
    var facts: [(name: String, value: String)] {
        [
            ("at", at.rfc3339), ("for", subject), ("price-book", trustedBook), ("reference", reference),
            ("entered-by", enteredBy ?? ""), ("corrects", corrects.map { "K\($0)" } ?? ""),
        ].filter { !$0.1.isEmpty }
    }
}
