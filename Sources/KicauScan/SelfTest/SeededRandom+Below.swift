import KicauCore

extension SeededRandom {
    mutating func below(_ count: Int) -> Int { Int.random(in: 0..<count, using: &self) }
}
