/// One thing that could not be read, where it is, and what is wrong in a sentence.
public struct Flaw: Sendable, Hashable, Codable, Comparable {
    public let place: String
    public let sentence: String

    public init(place: String, sentence: String) {
        self.place = place
        self.sentence = sentence
    }

    public static func < (one: Flaw, other: Flaw) -> Bool {
        (one.place, one.sentence) < (other.place, other.sentence)
    }
}

/// What could not be read: how much in all, and the first places of it. A file of rubbish must not fill the memory with
/// reports.
public struct Flaws: Sendable, Hashable, Codable {
    /// So many are told one by one.
    public static let told = 100

    public private(set) var count = 0
    public private(set) var first: [Flaw] = []

    public init() {}

    public mutating func note(_ place: String, _ sentence: String) {
        count += 1
        guard first.count < Flaws.told else { return }
        first.append(Flaw(place: place, sentence: sentence))
    }

    /// There are so many in all, whether each was noted or not.
    mutating func raise(to all: Int) { count = max(count, all) }

    mutating func add(_ other: Flaws) {
        count += other.count
        first = Array((first + other.first).prefix(Flaws.told))
    }
}
