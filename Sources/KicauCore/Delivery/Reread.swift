/// A published part as we know it, to be read back from its network.
public struct PublishedPart: Hashable, Sendable {
    public let part: RenderedPart
    public let receipt: Receipt
    /// Of the part it answers; nil for the first.
    public let parent: Receipt?

    public init(part: RenderedPart, receipt: Receipt, parent: Receipt?) {
        self.part = part
        self.receipt = receipt
        self.parent = parent
    }
}

/// What reading a published part back showed.
public enum Reread: Hashable, Sendable {
    /// It is there; the differences are those between what was sent and what stands there now, the numbers how it is doing.
    case there(differences: [Sentence], numbers: Numbers = .none)
    /// The network says clearly that it is not there, or shows it to us no more.
    case gone(answer: String?, status: Int?)
    case couldNotLook(until: Instant, Postponement)
    case signedOut(Refusal)
    /// This network does not let us read it.
    case notOffered
    /// The same, but it tells how the post is doing.
    case unshown(Numbers)
}

extension Reread {
    /// How the post is doing; nil: nothing was told of that.
    public var numbers: Numbers? {
        switch self {
        case .there(_, let numbers), .unshown(let numbers): numbers
        case .gone, .couldNotLook, .signedOut, .notOffered: nil
        }
    }
}

/// What a later check of a published delivery came to.
public enum Sighting: String, Hashable, Sendable, Codable, CaseIterable {
    case unchanged, changed, gone
    case couldNotLook = "could-not-look"
    /// It would have cost money that is not there.
    case skipped
    case notOffered = "not-offered"
}

/// What a later check showed of one part.
public struct PartSighting: Hashable, Sendable, Codable {
    public let part: Int
    public let sighting: Sighting
    public let story: Settlement.Story
    /// Only those that were not there when it was published.
    public let differences: [Sentence]
    /// Why its numbers could not be read with it.
    public let withoutNumbers: Settlement.Story?

    public init(
        part: Int, sighting: Sighting, story: Settlement.Story, differences: [Sentence] = [],
        withoutNumbers: Settlement.Story? = nil
    ) {
        self.withoutNumbers = withoutNumbers
        self.part = part
        self.sighting = sighting
        self.story = story
        self.differences = differences
    }
}
