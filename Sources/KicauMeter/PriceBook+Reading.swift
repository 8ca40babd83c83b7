import Foundation
import KicauCore

extension PriceBook {
    /// Reads one file; says in which row it is wrong.
    ///
    /// A field we do not know is wrong: it may be one we do, with a slip in its name.
    /// - Parameter isNamed: must the file be called after its network, plan and first day?
    /// - Throws: `Problem` `.badConfigFile`.
    init(json: Data, file: String, isNamed: Bool = true) throws(Problem) {
        let root: JSONValue
        do {
            root = try JSONDecoder().decode(JSONValue.self, from: json)
        } catch {
            throw Problem(
                .badConfigFile, "The price book \(file) is not JSON.", do: "Take it away or put it right.",
                field: file, cause: String(describing: error)
            )
        }
        let fields = PriceFields(root, of: file, row: nil)
        try fields.allow([
            "platform", "book", "plan", "monthly", "included", "ends", "source", "sourceURL", "entered", "rows",
        ])
        platform = PlatformID(try fields.text("platform"))
        name = try fields.text("book")
        source = try fields.text("source")
        sourceURL = try fields.optionalText("sourceURL")
        entered = try fields.day("entered")
        plan = try fields.optionalText("plan")
        monthly = root["monthly"] == nil ? .zero : try fields.amount("monthly")
        included = try fields.counts("included")
        ends = root["ends"] == nil ? nil : try fields.day("ends")
        guard let list = root["rows"]?.array, !list.isEmpty else { throw fields.wrong("\"rows\" is empty or missing") }
        var rows: [Row] = []
        for (index, row) in list.enumerated() { rows.append(try Row(row, of: file, number: index + 1)) }
        self.rows = rows
        if let ends, ends <= since { throw fields.wrong("\"ends\" is not after its first price") }
        guard !isNamed || file == fileName else {
            throw fields.wrong("it should be called \(fileName), after its plan and its first day")
        }
    }
}

extension PriceBook.Row {
    fileprivate init(_ value: JSONValue, of file: String, number: Int) throws(Problem) {
        let fields = PriceFields(value, of: file, row: number)
        try fields.allow(["unit", "price", "from", "to", "note"])
        unit = try fields.text("unit")
        price = try fields.price()
        from = try fields.day("from")
        to = value["to"] == nil ? nil : try fields.day("to")
        note = try fields.optionalText("note") ?? ""
        if let to, to < from { throw fields.wrong("\"to\" is before \"from\"") }
    }
}

/// The fields of a book or a row, and the sentence for what is wrong in them.
private struct PriceFields {
    let value: JSONValue
    let file: String
    let row: Int?

    init(_ value: JSONValue, of file: String, row: Int?) {
        self.value = value
        self.file = file
        self.row = row
    }

    func allow(_ names: Set<String>) throws(Problem) {
        guard let members = value.object else { throw wrong("it is not an object") }
        guard let stranger = members.keys.sorted().first(where: { !names.contains($0) }) else { return }
        throw wrong("there is no field called \"\(String(stranger.prefix(40)))\"")
    }

    func text(_ name: String) throws(Problem) -> String {
        guard case .string(let text)? = value[name], !text.isEmpty else {
            throw wrong("\"\(name)\" is missing or not a text")
        }
        return text
    }

    func optionalText(_ name: String) throws(Problem) -> String? {
        value[name] == nil ? nil : try text(name)
    }

    func day(_ name: String) throws(Problem) -> Day {
        guard let day = Day(try text(name)) else { throw wrong("\"\(name)\" is not a day such as 2026-04-20") }
        return day
    }

    func amount(_ name: String) throws(Problem) -> Money {
        guard case .integer(let micros)? = value[name], micros >= 0, micros < Self.dearest else {
            throw wrong("\"\(name)\" is not a whole number of micro-dollars")
        }
        return Money(microUSD: micros)
    }

    /// So many of each unit; nothing when it is left out.
    func counts(_ name: String) throws(Problem) -> [String: Int] {
        guard let value = value[name] else { return [:] }
        guard let members = value.object else { throw wrong("\"\(name)\" is not an object") }
        var counts: [String: Int] = [:]
        for (unit, count) in members {
            guard case .integer(let number) = count, (0...1_000_000_000).contains(number) else {
                throw wrong("\"\(name)\" says no whole number for \(String(unit.prefix(40)))")
            }
            counts[unit] = Int(number)
        }
        return counts
    }

    /// A unit for a million dollars is a slip of the pen.
    private static let dearest: Int64 = 1_000_000_000_000

    /// Nothing is free by a 0 that somebody forgot to fill in.
    func price() throws(Problem) -> PriceLine.Price {
        switch value["price"] {
        case .string("free"): return .freeByPolicy
        case .string("not-sold"): return .notSold
        case .integer(let micros) where micros > 0 && micros < Self.dearest: return .costs(Money(microUSD: micros))
        case .integer, .number, .string, .bool, .array, .object, .null, nil:
            throw wrong("\"price\" is not a whole number of micro-dollars above 0, \"free\" or \"not-sold\"")
        }
    }

    func wrong(_ what: String) -> Problem {
        let place = row.map { "row \($0) of the price book \(file)" } ?? "the price book \(file)"
        return Problem(
            .badConfigFile, "There is a mistake in \(place): \(what).", do: "Put it right, then start again.",
            field: file
        )
    }
}
