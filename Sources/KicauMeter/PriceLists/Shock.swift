import Foundation
public import KicauCore

/// A day on which a network's prices turned over, to be played again: what was known on its eve, and what was announced.
public enum Shock: String, Sendable, CaseIterable {
    /// X ends free access and sells plans.
    case of2023 = "2023"
    /// X charges a link thirteen times as much as a text. The day is four days before: its changelog spoke of new limits.
    case of2026 = "2026"

    public var announced: Day {
        switch self {
        case .of2023: Day(number: 19_445)  // 2023-03-29
        case .of2026: Day(number: 20_559)  // 2026-04-16
        }
    }

    /// What the team paid for on the eve; nil: each use.
    public var plan: String? {
        switch self {
        case .of2023: "Free v2"
        case .of2026: nil
        }
    }

    /// Everything that was in force or announced by the eve.
    public func eve() throws(Problem) -> PriceBooks { try PriceBooks.shipped().known(before: announced) }

    /// The lists of that day: those that only offer something first, the one that takes something away last.
    public func lists() throws -> [String] {
        switch self {
        case .of2023: [try shipped("x.free-2023-03-29"), try shipped("x.basic-2023-03-29"), Shock.endOfFree]
        case .of2026: [try shipped("x-2026-04-20")]
        }
    }

    /// As it was written, but on the day of the shock.
    private func shipped(_ name: String) throws -> String {
        guard let url = Bundle.module.url(forResource: "PriceBooks/" + name, withExtension: "json") else {
            throw Problem(
                .badConfigFile, "The price books are missing beside the program.",
                do: "Install Kicau again, with its resources.")
        }
        let text = try String(contentsOf: url, encoding: .utf8)
        return text.replacing(#/"entered": "[0-9-]+"/#, with: "\"entered\": \"\(announced)\"")
    }

    private static let endOfFree = """
        {"platform": "x", "book": "The end of free access", "plan": "Free v2", "ends": "2023-05-01",
         "included": {"post_read+owned_read": 500000}, "source": "x_prices.csv, read 2026-08-22: free v2 until April 2023",
         "entered": "2023-03-29", "rows": [{"unit": "post_create", "price": "free", "from": "2023-03-29"}]}
        """
}

extension PriceBooks {
    /// As one knew them on the eve of a day: what was announced later is not in them, nor that a plan would end.
    func known(before day: Day) throws(Problem) -> PriceBooks {
        try PriceBooks(
            books.compactMap { book in
                let rows = book.rows.filter { $0.from < day }
                return rows.isEmpty ? nil : book.with(rows: rows, ends: book.ends.flatMap { $0 < day ? $0 : nil })
            })
    }
}
