/// Snappy's block format (google/snappy, format_description.txt).
enum Snappy {
    /// Unpacks to exactly what there is room for.
    static func unpack(_ bytes: UnsafeRawBufferPointer, into room: UnsafeMutableRawBufferPointer) throws(CorpusFlaw) {
        let broken = CorpusFlaw.damaged("a page that Snappy cannot have written")
        var at = 0
        var length = 0
        var shift = 0
        while true {
            guard at < bytes.count, shift < 35 else { throw broken }
            let byte = bytes[at]
            at += 1
            length |= Int(byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 { break }
        }
        guard length == room.count, let out = room.baseAddress, let source = bytes.baseAddress else {
            guard length == room.count else { throw broken }
            return
        }
        var written = 0
        while at < bytes.count {
            let tag = Int(bytes[at])
            at += 1
            if tag & 3 == 0 {
                let more = max(0, tag >> 2 - 59)
                guard at + more <= bytes.count else { throw broken }
                let count = 1 + (more == 0 ? tag >> 2 : little(bytes, at, more))
                at += more
                guard count <= bytes.count - at, count <= length - written else { throw broken }
                (out + written).copyMemory(from: source + at, byteCount: count)
                at += count
                written += count
                continue
            }
            let more = tag & 3 == 3 ? 4 : tag & 3
            guard at + more <= bytes.count else { throw broken }
            let count = tag & 3 == 1 ? 4 + tag >> 2 & 7 : 1 + tag >> 2
            let distance = tag & 3 == 1 ? (tag >> 5) << 8 | Int(bytes[at]) : little(bytes, at, more)
            at += more
            guard distance > 0, distance <= written, count <= length - written else { throw broken }
            copy(out + written, distance, count)
            written += count
        }
        guard written == length else { throw broken }
    }

    private static func little(_ bytes: UnsafeRawBufferPointer, _ at: Int, _ count: Int) -> Int {
        (0..<count).reduce(0) { $0 | Int(bytes[at + $1]) << (8 * $1) }
    }

    /// What is copied may reach into what is written.
    private static func copy(_ out: UnsafeMutableRawPointer, _ distance: Int, _ count: Int) {
        if distance >= count { return out.copyMemory(from: out - distance, byteCount: count) }
        let bytes = out.assumingMemoryBound(to: UInt8.self)
        for index in 0..<count { bytes[index] = bytes[index - distance] }
    }
}
