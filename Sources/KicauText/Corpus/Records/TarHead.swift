/// One head of a tar: ustar, with the extensions of pax and GNU.
package struct TarHead {
    package enum Kind { case file, pax, longName, longLink, sparse, other }

    package static let size = 512
    package let kind: Kind
    package let path: String
    /// How many bytes follow it.
    package let count: Int
    /// A map of holes goes on behind this head.
    let hasMoreHoles: Bool

    /// Nil: nothing that a tar can hold here.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count == TarHead.size, TarHead.hasRightSum(bytes), let count = TarHead.number(bytes[124..<136])
        else { return nil }
        let letter = bytes[156]
        // Links and folders have nothing behind them, whatever size they state.
        self.count = (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(letter) ? 0 : count
        hasMoreHoles = letter == UInt8(ascii: "S") && bytes[482] == 1
        let name = TarHead.text(bytes[0..<100])
        let isUstar = bytes[257..<262].elementsEqual("ustar".utf8)
        let isGNU = isUstar && bytes[262] == 0x20
        let prefix = isUstar && !isGNU ? TarHead.text(bytes[345..<500]) : ""
        path = prefix.isEmpty ? name : prefix + "/" + name
        switch letter {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"): kind = .file
        case UInt8(ascii: "x"), UInt8(ascii: "X"): kind = .pax
        case UInt8(ascii: "L"): kind = .longName
        case UInt8(ascii: "K"): kind = .longLink
        case UInt8(ascii: "S"): kind = .sparse
        default: kind = .other
        }
    }

    private static func hasRightSum(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let sum = number(bytes[148..<156]) else { return false }
        var unsigned = 0
        for index in 0..<size { unsigned += (148..<156).contains(index) ? 32 : Int(bytes[index]) }
        return unsigned == sum
    }

    /// Octal, or where the first bit is set, big-endian.
    private static func number(_ field: Slice<UnsafeRawBufferPointer>) -> Int? {
        guard let first = field.first else { return nil }
        var number = 0
        if first & 0x80 != 0 {
            guard first == 0x80 else { return nil }
            for byte in field.dropFirst() {
                guard number < 1 << 48 else { return nil }
                number = number << 8 | Int(byte)
            }
            return number
        }
        for byte in field.drop(while: { $0 == 0x20 }) {
            guard byte != 0, byte != 0x20 else { break }
            guard (48...55).contains(byte) else { return nil }
            number = number << 3 | Int(byte - 48)
        }
        return number
    }

    private static func text(_ field: Slice<UnsafeRawBufferPointer>) -> String {
        String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
    }
}

/// What an extension of pax says of the member behind it.
package struct PaxFields {
    package private(set) var path: String?
    private(set) var count: Int?
    private(set) var isSparse = false

    /// `length key=value` lines; from the first that is broken on nothing is known.
    package init(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while let space = rest.firstIndex(of: 0x20), space - rest.startIndex < 9,
            let length = Int(String(decoding: rest[..<space], as: UTF8.self)), length <= rest.count,
            length > space - rest.startIndex + 1
        {
            let line = rest[(space + 1)..<(rest.startIndex + length)]
            rest = rest.dropFirst(length)
            guard let equals = line.firstIndex(of: UInt8(ascii: "=")) else { continue }
            let value = String(decoding: line[(equals + 1)...].dropLast(), as: UTF8.self)
            let key = String(decoding: line[..<equals], as: UTF8.self)
            if key == "path" { path = value }
            if key == "size" { count = Int(value) }
            if key.hasPrefix("GNU.sparse") { isSparse = true }
        }
    }
}
