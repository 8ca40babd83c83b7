import CLibpq
import Foundation
import KicauCore

/// A statement's values as libpq wants them: integers and blobs in binary, text as it is.
struct BoundValues {
    /// As `PostgresConnection` tells statements apart: 0 unknown, 1 integer, 2 text, 3 blob.
    private(set) var kinds: [UInt8] = []
    private(set) var types: [Oid] = []
    private var formats: [Int32] = []
    private var lengths: [Int32] = []
    /// Every value's bytes one after the other, each with a zero behind it.
    private var bytes: [UInt8] = []
    private var offsets: [Int?] = []

    var count: Int { types.count }

    /// Object numbers that never change (pg_type.dat).
    private enum Number {
        static let unknown: Oid = 0
        static let bytea: Oid = 17
        static let int8: Oid = 20
        static let text: Oid = 25
    }

    init(_ values: [Value]) {
        for value in values {
            switch value {
            case .null:
                add(kind: 0, Number.unknown, binary: false, nil)
            case .integer(let number):
                add(kind: 1, Number.int8, binary: true, withUnsafeBytes(of: number.bigEndian) { Array($0) })
            case .text(let text):
                // PostgreSQL's text has no room for a NUL; what people write never needs one.
                add(
                    kind: 2, Number.text, binary: false,
                    text.utf8.contains(0) ? text.utf8.filter { $0 != 0 } : Array(text.utf8))
            case .blob(let data):
                add(kind: 3, Number.bytea, binary: true, Array(data))
            }
        }
    }

    private mutating func add(kind: UInt8, _ type: Oid, binary: Bool, _ content: [UInt8]?) {
        kinds.append(kind)
        types.append(type)
        formats.append(binary ? 1 : 0)
        lengths.append(Int32(content?.count ?? 0))
        guard let content else { return offsets.append(nil) }
        offsets.append(bytes.count)
        bytes += content
        bytes.append(0)
    }

    func withPointers<Result>(
        _ body: (UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?) -> Result
    ) -> Result {
        bytes.withUnsafeBytes { buffer in
            let base = buffer.baseAddress
            let pointers = offsets.map { offset -> UnsafePointer<CChar>? in
                guard let offset, let base else { return nil }
                return base.advanced(by: offset).assumingMemoryBound(to: CChar.self)
            }
            return body(pointers, lengths, formats)
        }
    }
}

extension PostgresConnection {
    static func rows(of answer: OpaquePointer) -> [Row] {
        let width = PQnfields(answer)
        let columns = (0..<width).map { String(cString: PQfname(answer, $0)) }
        let types = (0..<width).map { PQftype(answer, $0) }
        return (0..<PQntuples(answer)).map { line in
            Row(columns: columns, values: (0..<width).map { value(answer, line, $0, types[Int($0)]) })
        }
    }

    /// Whole numbers of every width, sums (numeric) and truth values are integers to us; the rest is text.
    private static func value(_ answer: OpaquePointer, _ line: Int32, _ column: Int32, _ type: Oid) -> Value {
        guard PQgetisnull(answer, line, column) == 0, let start = PQgetvalue(answer, line, column) else { return .null }
        switch type {
        case 20, 21, 23, 1700: return .integer(Int64(String(cString: start)) ?? 0)
        case 16: return .integer(start.pointee == CChar(UInt8(ascii: "t")) ? 1 : 0)
        case 17: return .blob(unescaped(start))
        default:
            let length = Int(PQgetlength(answer, line, column))
            return .text(
                start.withMemoryRebound(to: UInt8.self, capacity: length) {
                    String(decoding: UnsafeBufferPointer(start: $0, count: length), as: UTF8.self)
                })
        }
    }

    private static func unescaped(_ start: UnsafeMutablePointer<CChar>) -> Data {
        var length = 0
        return start.withMemoryRebound(to: UInt8.self, capacity: 1) { bytes in
            guard let plain = PQunescapeBytea(bytes, &length) else { return Data() }
            defer { PQfreemem(plain) }
            return Data(bytes: plain, count: length)
        }
    }
}
