/// Whether bytes are UTF-8 (RFC 3629).
enum UTF8Check {
    /// Where the first broken scalar begins.
    static func firstBroken(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int? {
        var at = 0
        while at < count {
            if at + 32 <= count {
                let block = UnsafeRawPointer(bytes + at).loadUnaligned(as: SIMD4<UInt64>.self)
                if block & SIMD4(repeating: 0x8080_8080_8080_8080) == SIMD4<UInt64>.zero {
                    at += 32
                    continue
                }
            }
            // Not one byte at a time: the block is gone through before the next is looked at.
            let stop = min(count, at + 32)
            while at < stop {
                let length = scalar(bytes + at, count - at)
                guard length > 0 else { return at }
                at += length
            }
        }
        return nil
    }

    /// How long a scalar is; 0: it is broken.
    @inline(__always)
    private static func scalar(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> Int {
        let lead = bytes[0]
        if lead < 0x80 { return 1 }
        if lead < 0xC2 || lead > 0xF4 { return 0 }
        guard count > 1 else { return 0 }
        let second = bytes[1]
        if lead < 0xE0 { return second & 0xC0 == 0x80 ? 2 : 0 }
        guard count > 2, bytes[2] & 0xC0 == 0x80 else { return 0 }
        if lead < 0xF0 {
            let least: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
            let most: UInt8 = lead == 0xED ? 0x9F : 0xBF
            return second >= least && second <= most ? 3 : 0
        }
        guard count > 3, bytes[3] & 0xC0 == 0x80 else { return 0 }
        let least: UInt8 = lead == 0xF0 ? 0x90 : 0x80
        let most: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
        return second >= least && second <= most ? 4 : 0
    }
}
