/// All chance of one run: the same seed draws the same numbers on every machine (SplitMix64).
struct Chance: Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func next() -> UInt64 {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word &>> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word &>> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word &>> 31)
    }

    /// From 0 to one less than the limit.
    mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int(next() % UInt64(limit)) }

    mutating func between(_ least: Int64, _ most: Int64) -> Int64 {
        most <= least ? least : least + Int64(next() % UInt64(most - least + 1))
    }

    /// So many times out of a thousand.
    mutating func happens(_ perMille: Int) -> Bool { below(1000) < perMille }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
