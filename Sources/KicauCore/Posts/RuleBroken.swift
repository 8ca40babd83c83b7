/// One thing a platform will not take, found before anything is sent.
public struct RuleBroken: Error, Hashable, Sendable, Codable {
    public enum Weight: String, Hashable, Sendable, Codable {
        /// The network would refuse it.
        case refuses
        /// The network takes it, but the author may not expect what comes of it.
        case warns
    }

    public let weight: Weight
    /// Counted from 0; nil when it is about the post as a whole.
    public let part: Int?
    public let what: Sentence
    public let toDo: Sentence

    public init(_ what: Sentence, do toDo: Sentence, part: Int? = nil, weight: Weight = .refuses) {
        self.what = what
        self.toDo = toDo
        self.part = part
        self.weight = weight
    }
}

/// What `Platform.render` gives: the rendition, each part's length by the network's own count, and the rules broken.
public struct Rendered: Hashable, Sendable {
    public let rendition: Rendition
    public let lengths: [TextLength]
    public let broken: [RuleBroken]

    public init(rendition: Rendition, lengths: [TextLength], broken: [RuleBroken]) {
        self.rendition = rendition
        self.lengths = lengths
        self.broken = broken
    }

    public var refusals: [RuleBroken] { broken.filter { $0.weight == .refuses } }
}

/// A text's length by one network's count, and the most it takes.
public struct TextLength: Hashable, Sendable, Codable {
    public let used: Int
    public let limit: Int
    /// What is counted, as the network calls it: "weighted characters", "graphemes".
    public let unit: Sentence

    public init(used: Int, limit: Int, unit: Sentence) {
        self.used = used
        self.limit = limit
        self.unit = unit
    }
}
