import KicauCore

/// All chance of one run.
struct Chance: Sendable {
    private var random: SeededRandom

    init(seed: UInt64) { random = SeededRandom(seed: seed &* 0x9E37_79B9_7F4A_7C15) }

    mutating func next() -> UInt64 { random.next() }

    /// From 0 to one less than the limit.
    mutating func below(_ limit: Int) -> Int { limit <= 1 ? 0 : Int(next() % UInt64(limit)) }

    mutating func between(_ least: Int64, _ most: Int64) -> Int64 {
        most <= least ? least : least + Int64(next() % UInt64(most - least + 1))
    }

    /// So many times out of a thousand.
    mutating func happens(_ perMille: Int) -> Bool { below(1000) < perMille }

    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }
}
