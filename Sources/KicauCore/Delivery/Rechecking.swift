/// What a later check makes of what it read. Whatever it says, nothing is ever sent because of it.
public struct Rechecking: Hashable, Sendable {
    /// Tries of this check so far, this one not counted.
    public let tries: Int
    public let now: Instant

    /// A network that cannot be read so often is left until the next check.
    public static let maxTries = 3

    public init(tries: Int, now: Instant) {
        self.tries = tries
        self.now = now
    }

    public func sighted(_ reread: Reread, of published: PublishedPart, number: Int) -> PartSighting {
        switch reread {
        case .there(let differences, let numbers):
            // What the network changed at once was told when it was published.
            let new = differences.filter { !published.receipt.differences.contains($0) }
            return PartSighting(
                part: number, sighting: new.isEmpty ? .unchanged : .changed,
                story: new.isEmpty
                    ? .init("It is there, as it was published.") : .init("It is there, but not as it was published."),
                differences: new, withoutNumbers: numbers.missing)
        case .gone(let answer, let status):
            return PartSighting(
                part: number, sighting: .gone,
                story: .init(
                    "The network does not show it any more.",
                    do: "Look at the account: somebody may have deleted or hidden it. Kicau does not send it again.",
                    answer: answer, status: status))
        case .couldNotLook(_, let reason):
            return PartSighting(
                part: number, sighting: reason.isAboutMoney ? .skipped : .couldNotLook, story: reason.story)
        case .signedOut(let refusal):
            return PartSighting(part: number, sighting: .couldNotLook, story: refusal.story)
        case .notOffered: return unshown(.none, number)
        case .unshown(let numbers): return unshown(numbers, number)
        }
    }

    /// That numbers came proves no more than that the network still counts.
    private func unshown(_ numbers: Numbers, _ number: Int) -> PartSighting {
        PartSighting(
            part: number, sighting: .notOffered, story: .init("This network does not let programs read it."),
            withoutNumbers: numbers.missing)
    }

    /// When to try once more; nil: what is known now is the result.
    public func again(after reread: Reread) -> Instant? {
        switch reread {
        case .couldNotLook(let until, let reason):
            guard !reason.isAboutMoney, tries + 1 < Rechecking.maxTries else { return nil }
            return max(until, now + .minutes(1))
        case .there, .gone, .signedOut, .notOffered, .unshown:
            return nil
        }
    }

    /// The whole delivery's: a part that is gone or changed outweighs all others, one that cannot be read says nothing.
    public static func verdict(of parts: [PartSighting]) -> Sighting {
        let order: [Sighting] = [.gone, .changed, .couldNotLook, .skipped, .unchanged]
        return order.first { sighting in parts.contains { $0.sighting == sighting } } ?? .notOffered
    }
}

extension Postponement {
    fileprivate var isAboutMoney: Bool {
        switch self {
        case .paymentRequired, .overBudget, .overShare, .noPrice: true
        case .rateLimited, .quotaExhausted, .notReady, .beingMade, .platformBusy, .unreachable: false
        }
    }
}

/// What is known of a published delivery since it was last seen.
public enum Presence: String, Hashable, Sendable, Codable, CaseIterable {
    case there, changed, gone

    /// Nil: the check says nothing about it.
    public init?(_ sighting: Sighting) {
        switch sighting {
        case .unchanged: self = .there
        case .changed: self = .changed
        case .gone: self = .gone
        case .couldNotLook, .skipped, .notOffered: return nil
        }
    }

    /// What the story says when it turns to this; nil: nothing new.
    public func story(after before: Presence?) -> Settlement.Story? {
        switch (self, before ?? .there) {
        case (.there, .there), (.changed, .changed), (.gone, .gone): nil
        case (.there, .changed), (.there, .gone): .init("We looked again, and it is there as it was published.")
        case (.changed, .there), (.changed, .gone):
            .init("We looked again: it is there, but not as it was published.")
        case (.gone, .there), (.gone, .changed):
            .init(
                "We looked again, and the network does not show it any more.",
                do: "Look at the account: somebody may have deleted or hidden it. Kicau does not send it again.")
        }
    }
}
