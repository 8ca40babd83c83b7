import KicauCore

/// Makers of ids and secrets. All come from the seed, so a run can be repeated.
extension Ground {
    /// 1, 2, 3 … above `base`.
    func nextNumber(base: Int64 = 0) -> Int64 {
        change { state in
            state.lastNumber += 1
            return base + state.lastNumber
        }
    }

    /// A 64-bit id whose upper bits are the time since `epochMs`; each is larger than the one before.
    func snowflake(at ms: Int64, epochMs: Int64) -> Int64 {
        change { state in
            let wanted = max(0, ms - epochMs) << 22
            // A seeded post of the past must not push later ids: it takes its own time and a random tail.
            guard ms >= clock.nowMs() - 60_000 else {
                return wanted | Int64(state.random.next() & 0x3F_FFFF)
            }
            state.lastSnowflake = max(wanted, state.lastSnowflake + 1)
            return state.lastSnowflake
        }
    }

    /// Letters and digits.
    func secret(_ length: Int, prefix: String = "", of letters: String = SeededRandom.base62) -> String {
        prefix + change { $0.random.text(length, of: letters) }
    }
}
