public import KicauCore

/// A sum that a person read off a network's console or invoice.
public struct NewFigure: Sendable, Hashable {
    public let platform: PlatformID
    /// "2026-11".
    public let month: String
    public let amount: Money
    public let source: BillFigure.Source
    public let note: String

    public init(
        platform: PlatformID, month: String, amount: Money, source: BillFigure.Source = .console, note: String = ""
    ) {
        self.platform = platform
        self.month = month
        self.amount = amount
        self.source = source
        self.note = note
    }

    /// - Throws: `Problem` `.badInput`, `.badDate` or `.tooLong`.
    func check(thisMonth: String, zone: String) throws(Problem) {
        guard amount >= .zero, amount <= Payment.most else {
            throw Problem(
                .badInput, "A bill is between nothing and \(Payment.most).", do: "Write what it says.", field: "amount")
        }
        try Payment.check(note, "note", Payment.longestReference)
        _ = try Months.span(of: month, zone: zone)
        guard month <= thisMonth, month >= "2006-01" else {
            throw Problem(
                .badDate, "\(month) is no month that a bill could be of yet.",
                do: "Choose this month or an earlier one.",
                field: "month")
        }
    }

    func entered(by name: String, at now: Instant) -> BillFigure {
        BillFigure(
            platform: platform, month: month, amount: amount, source: source, note: note, enteredBy: name, entered: now)
    }
}

/// Bills as they are pasted from a spreadsheet or a console's export: "month,amount" a line, a network where there are several.
public enum BillTable {
    public static let mostLines = 400
    static let mostBytes = 65_536

    /// - Parameter platform: of lines that name none.
    /// - Throws: `Problem` `.badInput` with the line and what is wrong in it.
    public static func read(_ text: String, platform: PlatformID) throws(Problem) -> [NewFigure] {
        guard text.utf8.count <= mostBytes else {
            throw Problem(.tooLong, "This table is too long.", do: "Paste at most \(mostLines) lines.", field: "table")
        }
        let lines = text.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
        guard !lines.isEmpty, lines.count <= mostLines else {
            throw Problem(
                .badInput, "There is no line in it, or more than \(mostLines).", do: "Paste one line a month.",
                field: "table")
        }
        var sums: [Place: Money] = [:]
        for (number, line) in lines.enumerated() {
            guard let (place, amount) = row(line, platform) else {
                // The first line may be the names of the columns.
                if number == 0, !line.contains(where: \.isNumber) { continue }
                throw Problem(
                    .badInput, "Line \(number + 1) of the table could not be read: \(String(line.prefix(60)))",
                    do: "Write month or day, then the amount in dollars: 2026-11,12.50", field: "table")
            }
            let sum = (sums[place] ?? .zero).microUSD.addingClamped(amount.microUSD)
            sums[place] = Money(microUSD: sum)
        }
        return sums.map {
            NewFigure(platform: $0.key.platform, month: $0.key.month, amount: $0.value, source: .console)
        }
        .sorted { ($0.month, $0.platform) < ($1.month, $1.platform) }
    }

    private struct Place: Hashable {
        let platform: PlatformID
        let month: String
    }

    /// Days are summed up to their month.
    private static func row(_ line: Substring, _ platform: PlatformID) -> (Place, Money)? {
        let separator: Character = line.contains(";") ? ";" : line.contains("\t") ? "\t" : ","
        let cells = line.split(separator: separator, omittingEmptySubsequences: false).map {
            String(
                $0.filter { $0 != "\"" }.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
        }
        guard cells.count == 2 || cells.count == 3 else { return nil }
        let isNamed = cells.count == 3
        let date = cells[isNamed ? 1 : 0]
        let day = date.utf8.count == 7 ? date + "-01" : String(date.prefix(10))
        guard Day(day) != nil, let amount = Money(dollars: cells[isNamed ? 2 : 1]) else { return nil }
        let network = isNamed ? PlatformID(cells[0].lowercased()) : platform
        return (Place(platform: network, month: String(day.prefix(7))), amount)
    }
}
