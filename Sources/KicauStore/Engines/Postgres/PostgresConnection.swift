import CLibpq
import Foundation
import KicauCore

/// One connection of libpq, used by one thread at a time.
///
/// It works in pipeline mode: what answers nothing is sent and travels together with the next statement that does.
final class PostgresConnection: Connection {
    let raw: OpaquePointer
    private let usesNames: Bool
    private var names: [Shape: String] = [:]
    private var awaited: [Awaited] = []

    var dialect: Dialect { .postgres }

    /// A statement's text with the kinds of its values: what a prepared statement stands for.
    private struct Shape: Hashable {
        let sql: String
        let kinds: [Kind]

        enum Kind: UInt8, Hashable { case unknown, integer, text, blob }
    }

    /// An answer that the server still owes us.
    private enum Awaited {
        case statement
        case preparation(Shape)
    }

    /// So many unread answers at most: neither side's buffer may fill while the other waits.
    private static let mostAwaited = 48

    /// - Throws: `PostgresTrouble`.
    init(_ address: String, usesNames: Bool) throws {
        self.usesNames = usesNames
        guard let raw = PQconnectdb(address) else { throw PostgresTrouble.connectionLost("libpq has no memory") }
        self.raw = raw
        guard PQstatus(raw) == CONNECTION_OK else { throw PostgresTrouble.refusal(of: raw) }
        _ = PQsetNoticeProcessor(raw, { _, _ in }, nil)
        guard PQenterPipelineMode(raw) == 1 else { throw PostgresTrouble.connectionLost("libpq has no pipeline mode") }
    }

    deinit { PQfinish(raw) }

    var isAlive: Bool { PQstatus(raw) == CONNECTION_OK }
    var serverVersion: Int { Int(PQserverVersion(raw)) }

    func also(_ query: Query) throws {
        try send(query)
        if awaited.count >= PostgresConnection.mostAwaited { _ = try collect() }
    }

    func run(_ query: Query) throws -> Int {
        try send(query)
        guard let answer = try collect() else { return 0 }
        defer { PQclear(answer) }
        return Int(String(cString: PQcmdTuples(answer))) ?? 0
    }

    func rows(_ query: Query) throws -> [Row] {
        try send(query)
        guard let answer = try collect() else { return [] }
        defer { PQclear(answer) }
        return PostgresConnection.rows(of: answer)
    }

    /// Reads what is still owed, so that nothing of a failed transaction is left in the pipeline.
    func drain() throws {
        guard !awaited.isEmpty else { return }
        PQclear(try collect())
    }

    private func send(_ query: Query) throws {
        let values = BoundValues(query.values)
        let shape = Shape(sql: query.sql, kinds: values.kinds.compactMap(Shape.Kind.init(rawValue:)))
        if usesNames {
            let name = try name(of: shape, types: values.types)
            try check(
                values.withPointers { pointers, lengths, formats in
                    PQsendQueryPrepared(raw, name, Int32(values.count), pointers, lengths, formats, 0)
                })
        } else {
            let sql = Dialect.numbered(query.sql)
            try check(
                values.withPointers { pointers, lengths, formats in
                    PQsendQueryParams(raw, sql, Int32(values.count), values.types, pointers, lengths, formats, 0)
                })
        }
        awaited.append(.statement)
    }

    private func name(of shape: Shape, types: [Oid]) throws -> String {
        if let name = names[shape] { return name }
        let name = "k\(names.count + 1)"
        try check(PQsendPrepare(raw, name, Dialect.numbered(shape.sql), Int32(types.count), types))
        awaited.append(.preparation(shape))
        names[shape] = name
        return name
    }

    private func check(_ sent: Int32) throws {
        guard sent == 1 else { throw PostgresTrouble.connectionLost(String(cString: PQerrorMessage(raw))) }
    }

    /// Sends what waits, reads every answer that is owed, and gives the last one.
    private func collect() throws -> OpaquePointer? {
        try check(PQpipelineSync(raw))
        var last: OpaquePointer?
        var trouble: PostgresTrouble?
        let owed = awaited
        awaited = []
        for item in owed {
            let answer = PQgetResult(raw)
            let status = PQresultStatus(answer)
            let isGood = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK
            if !isGood {
                if case .preparation(let shape) = item { names[shape] = nil }
                if trouble == nil { trouble = self.trouble(of: answer) }
            }
            if case .statement = item, isGood {
                PQclear(last)
                last = answer
            } else {
                PQclear(answer)
            }
            // A nil ends each statement's answers.
            if answer != nil { while let extra = PQgetResult(raw) { PQclear(extra) } }
        }
        // The sync's own answer.
        PQclear(PQgetResult(raw))
        if let trouble {
            PQclear(last)
            throw trouble
        }
        return last
    }

    private func trouble(of answer: OpaquePointer?) -> PostgresTrouble {
        guard isAlive, let answer, let code = field("C", of: answer) else {
            return .connectionLost(String(cString: PQerrorMessage(raw)))
        }
        return PostgresTrouble(
            code: code, message: field("M", of: answer) ?? "", constraint: field("n", of: answer))
    }

    /// By the letter that the protocol gives it (PostgreSQL's manual, error and notice message fields).
    private func field(_ letter: UnicodeScalar, of answer: OpaquePointer) -> String? {
        PQresultErrorField(answer, Int32(letter.value)).map { String(cString: $0) }
    }
}

extension Dialect {
    /// PostgreSQL numbers its values: every `?` outside of quotes becomes `$1`, `$2`, ….
    static func numbered(_ sql: String) -> String {
        var result = ""
        result.reserveCapacity(sql.utf8.count + 32)
        var number = 0
        var isQuoted = false
        for character in sql.unicodeScalars {
            switch character {
            case "'":
                isQuoted.toggle()
                result.unicodeScalars.append(character)
            case "?" where !isQuoted:
                number += 1
                result += "$\(number)"
            default: result.unicodeScalars.append(character)
            }
        }
        return result
    }
}
