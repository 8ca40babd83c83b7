import KicauCore

/// The canonical bytes of a record: CBOR with the shortest heads, sorted keys, no floats, links as tag 42.
///
/// Two servers that hold the same record must arrive at the same bytes, else their content identifiers differ.
enum DagCBOR {
    /// Why a value has no canonical form.
    enum Flaw: Error, Hashable {
        case fraction(Double)
        case badLink(String)
        case badBytes(String)
    }

    static func bytes(of value: JSONValue) throws(Flaw) -> [UInt8] {
        var out: [UInt8] = []
        try write(value, into: &out)
        return out
    }

    private static func write(_ value: JSONValue, into out: inout [UInt8]) throws(Flaw) {
        switch value {
        case .null: out.append(0xF6)
        case .bool(let flag): out.append(flag ? 0xF5 : 0xF4)
        case .number(let number):
            guard let whole = Int64(exactly: number) else { throw .fraction(number) }
            writeInteger(whole, into: &out)
        case .integer(let whole): writeInteger(whole, into: &out)
        case .string(let text): writeText(text, into: &out)
        case .array(let items):
            writeHead(.array, UInt64(items.count), into: &out)
            for item in items { try write(item, into: &out) }
        case .object(let members): try writeMap(members, into: &out)
        }
    }

    /// A JSON object is a map, unless it is one of the two spellings JSON needs for links and bytes.
    private static func writeMap(_ members: [String: JSONValue], into out: inout [UInt8]) throws(Flaw) {
        if members.count == 1, case .string(let text)? = members["$link"] {
            guard let link = ContentID(text) else { throw .badLink(text) }
            writeHead(.tag, 42, into: &out)
            // The zero is the "identity" base prefix a binary identifier carries inside CBOR.
            writeBytes([0] + link.bytes, into: &out)
            return
        }
        if members.count == 1, case .string(let text)? = members["$bytes"] {
            guard let bytes = Base64.bytes(of: text) else { throw .badBytes(text) }
            writeBytes(bytes, into: &out)
            return
        }
        writeHead(.map, UInt64(members.count), into: &out)
        let sorted = members.map { (key: Array($0.key.utf8), name: $0.key, value: $0.value) }
            .sorted { precedes($0.key, $1.key) }
        for member in sorted {
            writeText(member.name, into: &out)
            try write(member.value, into: &out)
        }
    }

    /// Shorter keys come first; equals in length are compared byte by byte.
    private static func precedes(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        a.count == b.count ? a.lexicographicallyPrecedes(b) : a.count < b.count
    }

    private enum Major: UInt8 {
        case unsigned = 0
        case negative = 1
        case bytes = 2
        case text = 3
        case array = 4
        case map = 5
        case tag = 6
    }

    private static func writeInteger(_ value: Int64, into out: inout [UInt8]) {
        if value >= 0 {
            writeHead(.unsigned, UInt64(value), into: &out)
        } else {
            writeHead(.negative, UInt64(-1 - value), into: &out)
        }
    }

    private static func writeText(_ text: String, into out: inout [UInt8]) {
        writeHead(.text, UInt64(text.utf8.count), into: &out)
        out.append(contentsOf: text.utf8)
    }

    private static func writeBytes(_ bytes: [UInt8], into out: inout [UInt8]) {
        writeHead(.bytes, UInt64(bytes.count), into: &out)
        out.append(contentsOf: bytes)
    }

    private static func writeHead(_ major: Major, _ count: UInt64, into out: inout [UInt8]) {
        let top = major.rawValue << 5
        switch count {
        case ..<24: out.append(top | UInt8(count))
        case ...0xFF: out.append(contentsOf: [top | 24, UInt8(count)])
        case ...0xFFFF: append(top | 25, count, octets: 2, into: &out)
        case ...0xFFFF_FFFF: append(top | 26, count, octets: 4, into: &out)
        default: append(top | 27, count, octets: 8, into: &out)
        }
    }

    private static func append(_ head: UInt8, _ count: UInt64, octets: Int, into out: inout [UInt8]) {
        out.append(head)
        for shift in stride(from: (octets - 1) * 8, through: 0, by: -8) {
            out.append(UInt8(truncatingIfNeeded: count >> UInt64(shift)))
        }
    }
}
