import KicauCore

extension LedgerExport {
    /// RFC 4180: a line an entry, CR LF between them.
    var csv: String {
        let heads = [
            "date", "time_utc", "booking", "kind", "account", "amount_usd", "micro_usd", "title", "memo", "reference",
            "subject", "corrects", "price_book", "entered_by",
        ]
        let empty: [String] = Array(repeating: "", count: heads.count - 8)
        let opening: [[String]] = openingEntries.map { entry in
            let head: [String] = [heading.days.lowerBound, "", "K-opening", "opening", entry.account.name]
            return head + [entry.amount.sixDecimals, "\(entry.amount.microUSD)", "balance before"] + empty
        }
        let rows: [[String]] = bookings.flatMap { booking in booking.entries.map { row(booking, $0) } }
        return ([heads] + opening + rows).map { $0.joined(separator: ",") + "\r\n" }.joined()
    }

    private func row(_ booking: Booking, _ entry: Booking.Entry) -> [String] {
        // Numbers, days and codes are ours and stand as they are; a minus before an amount is no formula.
        let head: [String] = [day(of: booking), booking.at.rfc3339, booking.code, booking.kind.rawValue]
        let amount: [String] = [CSVCell.text(entry.account.name), entry.amount.sixDecimals, "\(entry.amount.microUSD)"]
        let words: [String] = [booking.title, booking.memo, booking.reference, booking.subject].map(CSVCell.text)
        let corrects: String = booking.corrects.map { "K\($0)" } ?? ""
        let rest: [String] = [booking.trustedBook, booking.enteredBy ?? ""].map(CSVCell.text)
        return head + amount + words + [corrects] + rest
    }
}

/// One cell of a table that a person opens with a spreadsheet.
enum CSVCell {
    /// A text that begins like a formula gets an apostrophe, so that no spreadsheet runs it; quotes where quotes are needed.
    static func text(_ text: String) -> String {
        let oneLine = text.map { $0.isNewline ? " " : String($0) }.joined()
        let first = oneLine.unicodeScalars.first { !$0.properties.isWhitespace }
        let isFormula = first.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
        let isControl = oneLine.unicodeScalars.first.map { $0.value < 0x20 } ?? false
        let safe = isFormula || isControl ? "'" + oneLine : oneLine
        guard safe.contains(where: { ",\";".contains($0) }) || safe.hasPrefix(" ") || safe.hasSuffix(" ") else {
            return safe
        }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }
}

extension Booking {
    /// Once a booking was corrected, its book is known to be the later one: nothing is said of the first any more.
    var trustedBook: String { kind == .spent && correctedBy != nil ? "" : work?.book ?? "" }
}
