import Foundation
import KicauCore

extension Transaction {
    /// The next rows of a table in the order of its key; empty at the end.
    func page(of table: CopiedTable, after last: [Value]?, limit: Int) throws -> [Row] {
        let key = table.key.map { "\"\($0)\"" }.joined(separator: ", ")
        var query = Query(stringLiteral: "SELECT * FROM \(table.quoted)")
        if let last {
            let marks = last.map { _ in "?" }.joined(separator: ", ")
            query = query + Query(sql: " WHERE (\(key)) > (\(marks))", values: last)
        }
        // Rows with equal keys are told apart by all that they hold, so that both sides have one order.
        let order = table.isGrouped ? key + ", account, micro_usd" : key
        let rows = try all(query + Query(stringLiteral: " ORDER BY \(order) LIMIT \(limit)")) { $0 }
        guard table.isGrouped, rows.count == limit, let end = try rows.last?.key(table) else { return rows }
        // The last group may be cut: it comes whole with the next page.
        return try rows.filter { try $0.key(table) != end }
    }

    func put(_ row: Row, into table: CopiedTable) throws {
        let names = row.columns.map { "\"\($0)\"" }.joined(separator: ", ")
        let marks = row.values.map { _ in "?" }.joined(separator: ", ")
        try also(Query(sql: "INSERT INTO \(table.quoted) (\(names)) VALUES (\(marks))", values: row.values))
    }

    func copied(_ table: CopiedTable) throws -> [Value]? {
        try first("SELECT last FROM copy_progress WHERE name = \(table.name)") { row in
            try row.json("last", as: [KeyPart].self).map(\.value)
        }
    }

    func noteCopied(_ table: CopiedTable, last: String) throws {
        try also(
            """
            INSERT INTO copy_progress (name, last) VALUES (\(table.name), \(last))
            ON CONFLICT (name) DO UPDATE SET last = excluded.last
            """)
    }

    /// New rows get numbers after the copied ones. SQLite finds the next number itself.
    func startNumbersAfterCopy() throws {
        guard dialect == .postgres else { return }
        for table in CopiedTable.all where table.hasNumbers {
            _ = try all(
                """
                SELECT setval(pg_get_serial_sequence(\(table.quoted), 'id'),
                    COALESCE((SELECT MAX(id) FROM \(raw: table.quoted)), 0) + 1, false) AS number
                """, { try $0.int64("number") })
        }
    }
}

/// One value of a key, as it is noted between two pages.
private struct KeyPart: Codable {
    let number: Int64?
    let text: String?

    var value: Value { number.map(Value.integer) ?? text.map(Value.text) ?? .null }
}

extension Row {
    func key(_ table: CopiedTable) throws -> [Value] {
        try table.key.map { name in
            guard let index = columns.firstIndex(of: name) else {
                throw Problem(
                    .damagedDatabase, "The table \(table.name) lacks \(name).", do: "Run `kicau migrate` first.")
            }
            return values[index]
        }
    }

    func keyText(_ table: CopiedTable) throws -> String {
        let parts = try key(table).map { value in
            switch value {
            case .integer(let number): KeyPart(number: number, text: nil)
            case .text(let text): KeyPart(number: nil, text: text)
            case .null, .blob: KeyPart(number: nil, text: nil)
            }
        }
        return try JSONText.encode(parts)
    }

    /// The row in one line, the same on both engines whatever order their columns have.
    var canonical: String {
        let fields = zip(columns, values).sorted { $0.0 < $1.0 }.map { name, value in
            switch value {
            case .null: "\(name)=n"
            case .integer(let number): "\(name)=i\(number)"
            case .text(let text): "\(name)=t\(text.utf8.count):\(text)"
            case .blob(let data): "\(name)=b\(data.base64EncodedString())"
            }
        }
        return fields.joined(separator: "\u{1F}") + "\n"
    }
}
