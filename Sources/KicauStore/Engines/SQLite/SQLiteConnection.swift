import Foundation
import GRDB
import GRDBSQLite

/// Runs a transaction's statements, which GRDB keeps prepared.
struct SQLiteConnection: Connection {
    let database: Database

    var dialect: Dialect { .sqlite }

    func also(_ query: Query) throws { _ = try run(query) }

    func run(_ query: Query) throws -> Int {
        let statement = try database.cachedStatement(sql: query.sql)
        try statement.execute(arguments: arguments(query))
        return database.changesCount
    }

    func rows(_ query: Query) throws -> [Row] {
        let statement = try database.cachedStatement(sql: query.sql)
        try statement.setArguments(arguments(query))
        let columns = statement.columnNames
        var rows: [Row] = []
        // The cursor steps, with GRDB's care for errors; the values are read where SQLite keeps them, without a copy.
        let cursor = try GRDB.Row.fetchCursor(statement)
        while try cursor.next() != nil {
            rows.append(Row(columns: columns, values: values(statement.sqliteStatement, columns.count)))
        }
        return rows
    }

    private func arguments(_ query: Query) -> StatementArguments {
        StatementArguments(
            query.values.map { value -> (any DatabaseValueConvertible)? in
                switch value {
                case .null: nil
                case .integer(let value): value
                case .text(let value): value
                case .blob(let value): value
                }
            })
    }

    private func values(_ statement: OpaquePointer, _ count: Int) -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(count)
        var column: Int32 = 0
        while column < count {
            values.append(value(statement, column))
            column += 1
        }
        return values
    }

    private func value(_ statement: OpaquePointer, _ column: Int32) -> Value {
        switch sqlite3_column_type(statement, column) {
        case SQLITE_NULL:
            return .null
        case SQLITE_TEXT:
            guard let text = sqlite3_column_text(statement, column) else { return .null }
            let bytes = UnsafeBufferPointer(start: text, count: Int(sqlite3_column_bytes(statement, column)))
            return .text(String(decoding: bytes, as: UTF8.self))
        case SQLITE_BLOB:
            guard let bytes = sqlite3_column_blob(statement, column) else { return .blob(Data()) }
            return .blob(Data(bytes: bytes, count: Int(sqlite3_column_bytes(statement, column))))
        default:
            // Our tables hold no fractions; an average of a query would be cut here.
            return .integer(sqlite3_column_int64(statement, column))
        }
    }
}
