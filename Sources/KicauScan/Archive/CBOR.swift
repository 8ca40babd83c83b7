/// What DAG-CBOR holds (RFC 8949, with the bounds of ipld.io/specs/codecs/dag-cbor, read 2026-11-27): as much as
/// records need.
indirect enum CBOR: Equatable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case list([CBOR])
    case map([String: CBOR])
    /// A link to another block; its CID.
    case link([UInt8])
    /// True, false, null and numbers with a point: nothing that is asked of a record here.
    case other

    struct Broken: Error {}

    /// Deeper than any record is; a hostile one must not use the stack up.
    private static let deepest = 64

    /// Reads one value and says where it ended.
    static func read(_ bytes: ArraySlice<UInt8>) throws(Broken) -> (value: CBOR, rest: ArraySlice<UInt8>) {
        var rest = bytes
        let value = try value(&rest, 0)
        return (value, rest)
    }

    subscript(_ key: String) -> CBOR? {
        guard case .map(let members) = self else { return nil }
        return members[key]
    }

    var text: String? {
        guard case .text(let text) = self else { return nil }
        return text
    }

    private static func value(_ rest: inout ArraySlice<UInt8>, _ depth: Int) throws(Broken) -> CBOR {
        guard depth < deepest, let first = rest.popFirst() else { throw Broken() }
        let kind = first >> 5
        let number = try number(first & 0x1F, &rest)
        switch kind {
        case 0: return .integer(Int64(clamping: number))
        case 1: return .integer(-1 - Int64(clamping: min(number, UInt64(Int64.max))))
        case 2: return .bytes(Array(try take(number, &rest)))
        case 3: return .text(String(decoding: try take(number, &rest), as: UTF8.self))
        case 4: return try list(number, &rest, depth)
        case 5: return try map(number, &rest, depth)
        case 6:
            guard number == 42, case .bytes(let cid) = try value(&rest, depth + 1) else { throw Broken() }
            return .link(Array(cid.dropFirst()))
        default: return .other
        }
    }

    private static func list(_ count: UInt64, _ rest: inout ArraySlice<UInt8>, _ depth: Int) throws(Broken) -> CBOR {
        guard count <= UInt64(rest.count) else { throw Broken() }
        var items: [CBOR] = []
        for _ in 0..<count { items.append(try value(&rest, depth + 1)) }
        return .list(items)
    }

    private static func map(_ count: UInt64, _ rest: inout ArraySlice<UInt8>, _ depth: Int) throws(Broken) -> CBOR {
        guard count <= UInt64(rest.count) else { throw Broken() }
        var members: [String: CBOR] = [:]
        for _ in 0..<count {
            guard case .text(let key) = try value(&rest, depth + 1) else { throw Broken() }
            members[key] = try value(&rest, depth + 1)
        }
        return .map(members)
    }

    private static func number(_ low: UInt8, _ rest: inout ArraySlice<UInt8>) throws(Broken) -> UInt64 {
        switch low {
        case 0..<24: return UInt64(low)
        case 24...27:
            return try take(1 << UInt64(low - 24), &rest).reduce(0) { $0 << 8 | UInt64($1) }
        default: throw Broken()
        }
    }

    private static func take(_ count: UInt64, _ rest: inout ArraySlice<UInt8>) throws(Broken) -> ArraySlice<UInt8> {
        guard count <= UInt64(rest.count) else { throw Broken() }
        defer { rest = rest.dropFirst(Int(count)) }
        return rest.prefix(Int(count))
    }
}
