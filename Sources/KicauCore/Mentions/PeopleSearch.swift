/// Which way a network lets an account look for people to mention.
public enum PeopleSearch: Hashable, Sendable {
    /// By the first letters of a handle or a name: people can be shown while one writes.
    case byLetters(MeterUnit)
    /// By one whole name, for which a person has to ask. `about`: what is found that way.
    case byName(MeterUnit, about: Sentence)
    case none(why: Sentence)

    /// What one look-up is priced by.
    public var unit: MeterUnit? {
        switch self {
        case .byLetters(let unit), .byName(let unit, _): unit
        case .none: nil
        }
    }
}

/// How a look-up ended.
public enum PeopleFound: Hashable, Sendable {
    /// The likeliest first; empty: nobody.
    case people([FoundPerson])
    case refused(Refusal)
    case signedOut(Refusal)
    case postponed(until: Instant, Postponement)
    case notOffered
}

/// Why nobody can be meant by a handle on a network, however it is written there.
public struct StrayMention: Hashable, Sendable {
    public let what: Sentence
    public let toDo: Sentence

    public init(_ what: Sentence, do toDo: Sentence) {
        self.what = what
        self.toDo = toDo
    }
}

extension Platform {
    /// The most people that one look-up brings.
    public static var mostPeople: Int { 8 }

    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound { .notOffered }

    public func stray(_ handle: String, for account: Account) -> StrayMention? { nil }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        .none(why: "This network lets no program look for people.")
    }
}
