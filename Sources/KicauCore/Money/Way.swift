/// One thing to try when a planned post can no longer be paid; they are tried in the order they were chosen.
public enum Way: Hashable, Sendable {
    /// The wording that gives up least and fits.
    case cheaper
    /// The first day within so many on which it can be paid, at the same time of day.
    case later(days: Int)
    /// The same text to another account.
    case other(ID<Account>)
    /// It waits for a person.
    case ask
    /// A person posts it by hand, with all that Kicau can put into their hands.
    case handOff

    /// As the API, the command line and the database write it: "later:3".
    public var text: String {
        switch self {
        case .cheaper: "cheaper"
        case .later(let days): "later:\(days)"
        case .other(let account): "other:\(account)"
        case .ask: "ask"
        case .handOff: "hand-off"
        }
    }

    public init?(_ text: String) {
        let halves = text.split(separator: ":", maxSplits: 1).map(String.init)
        switch (halves.first, halves.count) {
        case ("cheaper", 1): self = .cheaper
        case ("ask", 1): self = .ask
        case ("hand-off", 1): self = .handOff
        case ("later", 2):
            guard let days = Int(halves[1]), Way.days.contains(days) else { return nil }
            self = .later(days: days)
        case ("other", 2):
            guard let account = ID<Account>(halves[1]) else { return nil }
            self = .other(account)
        default: return nil
        }
    }

    public static let days = 1...31
    /// So many may be chosen in a row.
    public static let most = 8
    /// What happens where nobody has chosen anything.
    public static let usual: [Way] = [.ask]

    /// After these nothing is left to try.
    public var isLast: Bool { self == .ask || self == .handOff }

    /// - Throws: `Problem` `.badInput`, with what is wrong and what to write.
    public static func list(_ texts: [String]) throws(Problem) -> [Way] {
        guard texts.count <= most else {
            throw Problem(
                .badInput, "\(texts.count) ways are more than the \(most) that can be tried in a row.",
                do: "Leave some out.", field: "ways")
        }
        var ways: [Way] = []
        for text in texts {
            guard let way = Way(text) else {
                throw Problem(
                    .badInput, "\"\(String(text.prefix(40)))\" is no way to give way.",
                    do:
                        "Write cheaper, later:3 (days, up to \(days.upperBound)), other:12 (an account's number), ask or hand-off.",
                    field: "ways")
            }
            guard !ways.contains(way) else {
                throw Problem(
                    .badInput, "\"\(text)\" is there twice.", do: "Name each way once.", field: "ways")
            }
            if let last = ways.last, last.isLast {
                throw Problem(
                    .badInput, "Nothing can come after \"\(last.text)\": then it is in a person's hands.",
                    do: "Put \"\(last.text)\" at the end.", field: "ways")
            }
            ways.append(way)
        }
        return ways
    }
}

extension Way: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let way = Way(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no way: \(text.prefix(40))")
        }
        self = way
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}

/// What gives way in a workspace when money or quota runs short.
public struct GivingWay: Hashable, Sendable {
    /// For a post without a choice of its own.
    public let publishing: [Way]
    /// May the first comment be left out before the post itself gives way?
    public let commentsGoFirst: Bool
    /// How far everything else may use a budget.
    public let shares: WorkShares

    public init(publishing: [Way] = Way.usual, commentsGoFirst: Bool = false, shares: WorkShares = .usual) {
        self.publishing = publishing.isEmpty ? Way.usual : publishing
        self.commentsGoFirst = commentsGoFirst
        self.shares = shares
    }
}
