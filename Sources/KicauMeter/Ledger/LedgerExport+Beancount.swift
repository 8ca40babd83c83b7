import KicauCore

extension LedgerExport {
    /// A ledger for beancount and Fava.
    var beancount: String {
        let names = AccountNames(accounts, name: AccountNames.beancount)
        let first = heading.days.lowerBound
        let head = """
            ; Days of \(heading.zone), \(first) to \(heading.days.upperBound). Each booking sums to zero without rounding.
            option "title" \(PlainWords.quoted("Kicau, " + heading.workspace))
            option "operating_currency" "USD"
            \(first) commodity USD

            """
        let openings = accounts.map { "\(first) open \(names[$0]) USD\n" }.joined()
        return head + openings + beancountOpening(names) + bookings.map { beancount($0, names) }.joined()
    }

    private func beancountOpening(_ names: AccountNames) -> String {
        guard !opening.isEmpty else { return "" }
        return "\n\(heading.days.lowerBound) * \"balance before\"\n  code: \"K-opening\"\n"
            + beancountEntries(openingEntries, names)
    }

    private func beancount(_ booking: Booking, _ names: AccountNames) -> String {
        let title = booking.memo.isEmpty ? booking.title : booking.title + " - " + booking.memo
        var lines = "\n\(day(of: booking)) * \(PlainWords.quoted(title))\n  code: \(PlainWords.quoted(booking.code))\n"
        for (name, value) in booking.facts { lines += "  \(name): \(PlainWords.quoted(value))\n" }
        return lines + beancountEntries(booking.entries, names)
    }

    private func beancountEntries(_ entries: [Booking.Entry], _ names: AccountNames) -> String {
        entries.map { "  \(names[$0.account])  \($0.amount.sixDecimals) USD\n" }.joined()
    }
}
