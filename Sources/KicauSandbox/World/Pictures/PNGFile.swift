/// Writes a canvas as a PNG file with a palette: runs and lines like the one above are all its compression knows.
struct PNGFile {
    private(set) var bytes: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    init(_ canvas: Canvas) {
        let size = PNGFile.big(canvas.width) + PNGFile.big(canvas.height)
        add("IHDR", size + [8, 3, 0, 0, 0])  // eight bits a pixel, by palette
        add("PLTE", canvas.palette.flatMap { [UInt8($0.red), UInt8($0.green), UInt8($0.blue)] })
        add("IDAT", PNGFile.deflated(canvas))
        add("IEND", [])
    }

    private mutating func add(_ kind: String, _ content: [UInt8]) {
        let body = Array(kind.utf8) + content
        bytes += PNGFile.big(content.count) + body + PNGFile.big(Int(PNGFile.crc(body)))
    }

    private static func big(_ number: Int) -> [UInt8] {
        [UInt8(number >> 24 & 0xFF), UInt8(number >> 16 & 0xFF), UInt8(number >> 8 & 0xFF), UInt8(number & 0xFF)]
    }

    private static let crcTable: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ value >> 1 : value >> 1 }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        let table = crcTable
        var value: UInt32 = 0xFFFF_FFFF
        for byte in bytes { value = table[Int(UInt8(truncatingIfNeeded: value) ^ byte)] ^ value >> 8 }
        return ~value
    }

    /// A zlib stream of one block with the fixed codes (RFC 1950 and 1951).
    private static func deflated(_ canvas: Canvas) -> [UInt8] {
        let line = canvas.width + 1
        var raw: [UInt8] = []
        raw.reserveCapacity(line * canvas.height)
        for row in 0..<canvas.height {
            raw.append(0)  // no filter
            raw += canvas.pixels[row * canvas.width..<(row + 1) * canvas.width]
        }
        var packed = Bits()
        packed.write(0b011, 3)  // the last block, fixed codes
        var place = 0
        while place < raw.count {
            let (length, distance) = longest(raw, at: place, line: line)
            if length < 3 {
                packed.literal(Int(raw[place]))
                place += 1
            } else {
                packed.copy(length, from: distance)
                place += length
            }
        }
        packed.symbol(0, 7)  // the end
        return [0x78, 0x01] + packed.finished + big(adler(raw))
    }

    /// The longer of a run of the byte before and what stands in the line above.
    private static func longest(_ raw: [UInt8], at place: Int, line: Int) -> (length: Int, distance: Int) {
        let limit = min(258, raw.count - place)
        return raw.withUnsafeBufferPointer { raw in
            func match(_ distance: Int) -> Int {
                guard place >= distance else { return 0 }
                var length = 0
                while length < limit, raw[place + length] == raw[place + length - distance] { length += 1 }
                return length
            }
            let above = match(line)
            guard above < limit else { return (above, line) }
            let run = match(1)
            return run > above ? (run, 1) : (above, line)
        }
    }

    private static func adler(_ raw: [UInt8]) -> Int {
        var (low, high) = (1, 0)
        for start in stride(from: 0, to: raw.count, by: 4096) {
            for byte in raw[start..<min(start + 4096, raw.count)] {
                low += Int(byte)
                high += low
            }
            low %= 65_521
            high %= 65_521
        }
        return high << 16 | low
    }
}

/// Bits in the order deflate wants them.
private struct Bits {
    private var bytes: [UInt8] = []
    private var pending = 0
    private var count = 0

    mutating func write(_ value: Int, _ width: Int) {
        pending |= value << count
        count += width
        while count >= 8 {
            bytes.append(UInt8(pending & 0xFF))
            pending >>= 8
            count -= 8
        }
    }

    /// Codes go in from their highest bit.
    mutating func symbol(_ code: Int, _ width: Int) {
        var turned = 0
        for bit in 0..<width where code >> bit & 1 == 1 { turned |= 1 << (width - 1 - bit) }
        write(turned, width)
    }

    mutating func literal(_ byte: Int) {
        byte < 144 ? symbol(0x30 + byte, 8) : symbol(0x190 + byte - 144, 9)
    }

    private static let lengths = [
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227,
        258,
    ]

    mutating func copy(_ length: Int, from distance: Int) {
        let row = (Bits.lengths.lastIndex { $0 <= length }) ?? 0
        let code = 257 + row
        code < 280 ? symbol(code - 256, 7) : symbol(0xC0 + code - 280, 8)
        let extra = row < 8 || row == 28 ? 0 : (row - 4) / 4
        write(length - Bits.lengths[row], extra)
        let top = distance < 3 ? distance - 1 : 0
        guard distance > 2 else { return symbol(top, 5) }
        let width = Int.bitWidth - 1 - (distance - 1).leadingZeroBitCount
        let half = (distance - 1) >> (width - 1) & 1
        symbol(width * 2 + half, 5)
        write((distance - 1) & ((1 << (width - 1)) - 1), width - 1)
    }

    var finished: [UInt8] {
        var copy = self
        if copy.count > 0 { copy.write(0, 8 - copy.count) }
        return copy.bytes
    }
}
