public import Foundation
public import KicauCore

/// One SQL statement with its bound values: `\(value)` binds, `\(raw:)` takes only our own constants.
public struct Query: ExpressibleByStringInterpolation, Sendable {
    public let sql: String
    public let values: [Value]

    public init(stringLiteral sql: String) {
        self.sql = sql
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        sql = stringInterpolation.sql
        values = stringInterpolation.values
    }

    init(sql: String, values: [Value]) {
        self.sql = sql
        self.values = values
    }

    public static func + (a: Query, b: Query) -> Query { Query(sql: a.sql + b.sql, values: a.values + b.values) }

    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = ""
        var values: [Value] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.reserveCapacity(literalCapacity + interpolationCount)
        }

        public mutating func appendLiteral(_ literal: String) { sql += literal }

        public mutating func appendInterpolation(_ value: some Bindable) {
            sql += "?"
            values.append(value.bound)
        }

        public mutating func appendInterpolation(_ value: (some Bindable)?) {
            sql += "?"
            values.append(value.map(\.bound) ?? .null)
        }

        public mutating func appendInterpolation(raw: String) { sql += raw }

        /// A piece of a statement, with its own values.
        public mutating func appendInterpolation(part: Query) {
            sql += part.sql
            values += part.values
        }

        /// A list for `IN (…)`; an empty one matches nothing.
        ///
        /// Its last value is repeated up to a power of two, so that a few prepared statements serve every length.
        public mutating func appendInterpolation(list: [some Bindable]) {
            guard let last = list.last else { return sql += "NULL" }
            var room = 1
            while room < list.count { room *= 2 }
            sql += Array(repeating: "?", count: room).joined(separator: ",")
            values += list.map(\.bound) + Array(repeating: last.bound, count: room - list.count)
        }

        /// The rows of `VALUES …`, at least one. Like a list they are filled up to a power of two with the last one, so the
        /// statement around them has to bear that a row comes more than once. None of them may hold a nil: each place
        /// for it would be a statement of its own.
        public mutating func appendInterpolation(rows: [[any Bindable]]) {
            var room = 1
            while room < rows.count { room *= 2 }
            let all = rows + Array(repeating: rows.last ?? [], count: room - rows.count)
            sql += all.map { "(" + $0.map { _ in "?" }.joined(separator: ",") + ")" }.joined(separator: ",")
            values += all.joined().map(\.bound)
        }
    }
}

/// A value as the database keeps it.
public enum Value: Sendable, Hashable {
    case null
    case integer(Int64)
    case text(String)
    case blob(Data)
}

/// What can be bound into a statement.
public protocol Bindable {
    var bound: Value { get }
}

extension Int64: Bindable { public var bound: Value { .integer(self) } }
extension Int: Bindable { public var bound: Value { .integer(Int64(self)) } }
extension Bool: Bindable { public var bound: Value { .integer(self ? 1 : 0) } }
extension String: Bindable { public var bound: Value { .text(self) } }
extension Data: Bindable { public var bound: Value { .blob(self) } }
extension Instant: Bindable { public var bound: Value { .integer(ms) } }
extension Money: Bindable { public var bound: Value { .integer(microUSD) } }
extension ID: Bindable { public var bound: Value { .integer(raw) } }
extension PlatformID: Bindable { public var bound: Value { .text(raw) } }
extension Delivery.State: Bindable { public var bound: Value { .text(rawValue) } }
extension Delivery.WaitingFor: Bindable { public var bound: Value { .text(rawValue) } }
/// The first is 0, so that what was written before there was a choice reads as it was meant.
extension Fold: Bindable { public var bound: Value { .integer(self == .second ? 1 : 0) } }
extension Role: Bindable { public var bound: Value { .text(rawValue) } }
