@testable import KicauPublish

/// Reads the pixels of an 8-bit, not interlaced PNG, so that tests need not ask the library they test.
struct ReadPNG {
    struct Unreadable: Error {}

    private let width: Int
    private let channels: Int
    private let rows: [UInt8]

    init(_ png: [UInt8]) throws {
        var (packed, at): ([UInt8], Int) = ([], 8)
        while at + 12 <= png.count {
            let length = png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
            if Array(png[at + 4..<at + 8]) == Array("IDAT".utf8) { packed += png[at + 8..<at + 8 + length] }
            at += 12 + length
        }
        guard png.count > 28, png[24] == 8, png[28] == 0, let channels = [0: 1, 2: 3, 4: 2, 6: 4][png[25]] else {
            throw Unreadable()
        }
        width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        self.channels = channels
        var inflate = Inflate(Array(packed.dropFirst(2)))
        rows = Self.unfiltered(try inflate.run(), stride: width * channels, channels: channels)
    }

    func pixel(_ x: Int, _ y: Int) -> [UInt8] {
        let start = (y * width + x) * channels
        return Array(rows[start..<start + channels])
    }

    private static func unfiltered(_ bytes: [UInt8], stride: Int, channels: Int) -> [UInt8] {
        var out: [UInt8] = []
        for row in 0..<(bytes.count / (stride + 1)) {
            let filter = bytes[row * (stride + 1)]
            for column in 0..<stride {
                let left = column >= channels ? Int(out[row * stride + column - channels]) : 0
                let up = row > 0 ? Int(out[(row - 1) * stride + column]) : 0
                let corner = row > 0 && column >= channels ? Int(out[(row - 1) * stride + column - channels]) : 0
                let guess =
                    switch filter {
                    case 1: left
                    case 2: up
                    case 3: (left + up) / 2
                    case 4: nearest(left, up, corner)
                    default: 0
                    }
                out.append(bytes[row * (stride + 1) + 1 + column] &+ UInt8(guess))
            }
        }
        return out
    }

    private static func nearest(_ left: Int, _ up: Int, _ corner: Int) -> Int {
        let guess = left + up - corner
        return [left, up, corner].min { abs(guess - $0) < abs(guess - $1) } ?? 0
    }
}

/// RFC 1951, without haste.
private struct Inflate {
    private let bytes: [UInt8]
    private var bit = 0
    private var out: [UInt8] = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func run() throws -> [UInt8] {
        var isLast = false
        while !isLast {
            isLast = try take(1) == 1
            switch try take(2) {
            case 0: try copyStored()
            case 1:
                let lengths = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
                try decode(Codes(lengths), Codes(Array(repeating: 5, count: 30)))
            case 2: try decodeDynamic()
            default: throw ReadPNG.Unreadable()
            }
        }
        return out
    }

    /// Canonical codes by length and number.
    private struct Codes {
        var symbols: [Int: Int] = [:]

        init(_ lengths: [Int]) {
            var code = 0
            for length in 1...15 {
                for (symbol, its) in lengths.enumerated() where its == length {
                    symbols[length << 16 | code] = symbol
                    code += 1
                }
                code <<= 1
            }
        }
    }

    private mutating func take(_ count: Int) throws -> Int {
        var value = 0
        for index in 0..<count {
            guard bit / 8 < bytes.count else { throw ReadPNG.Unreadable() }
            value |= Int(bytes[bit / 8] >> (bit % 8) & 1) << index
            bit += 1
        }
        return value
    }

    private mutating func symbol(_ codes: Codes) throws -> Int {
        var code = 0
        for length in 1...15 {
            code = code << 1 | (try take(1))
            if let symbol = codes.symbols[length << 16 | code] { return symbol }
        }
        throw ReadPNG.Unreadable()
    }

    private mutating func copyStored() throws {
        bit = (bit + 7) / 8 * 8
        let count = try take(16)
        _ = try take(16)
        for _ in 0..<count { out.append(UInt8(try take(8))) }
    }

    private mutating func decodeDynamic() throws {
        let (literals, distances, orders) = (try take(5) + 257, try take(5) + 1, try take(4) + 4)
        var lengths = Array(repeating: 0, count: 19)
        for place in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15].prefix(orders) {
            lengths[place] = try take(3)
        }
        let codes = Codes(lengths)
        var all: [Int] = []
        while all.count < literals + distances {
            switch try symbol(codes) {
            case 16: all += Array(repeating: all.last ?? 0, count: try take(2) + 3)
            case 17: all += Array(repeating: 0, count: try take(3) + 3)
            case 18: all += Array(repeating: 0, count: try take(7) + 11)
            case let length: all.append(length)
            }
        }
        try decode(Codes(Array(all[..<literals])), Codes(Array(all[literals...])))
    }

    private mutating func decode(_ literals: Codes, _ distances: Codes) throws {
        while true {
            let symbol = try symbol(literals)
            if symbol < 256 {
                out.append(UInt8(symbol))
                continue
            }
            guard symbol > 256 else { return }
            let length = try length(symbol - 257)
            let far = try self.symbol(distances)
            let extra = max(0, far / 2 - 1)
            let distance = far < 4 ? far + 1 : (2 + far % 2) << extra + 1 + (try take(extra))
            guard distance <= out.count else { throw ReadPNG.Unreadable() }
            for _ in 0..<length { out.append(out[out.count - distance]) }
        }
    }

    private mutating func length(_ index: Int) throws -> Int {
        guard index < 28 else { return 258 }
        let extra = max(0, index / 4 - 1)
        return index < 8 ? index + 3 : (4 + index % 4) << extra + 3 + (try take(extra))
    }
}
