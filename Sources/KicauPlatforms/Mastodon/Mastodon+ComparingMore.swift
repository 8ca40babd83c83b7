import KicauCore

extension MastodonWire {
    /// A poll as a status shows it.
    struct Poll {
        let answers: [String]
        private let isMultiple: Bool?
        private let isOver: Bool
        private let ends: Instant?
        /// Nil: there is nothing to tell it by.
        private let hidesCounts: Bool?

        init?(_ value: JSONValue?) {
            guard let value, value.object != nil else { return nil }
            let options = value["options"]?.array ?? []
            answers = options.compactMap { $0["title"]?.string }
            isMultiple = value["multiple"]?.bool
            isOver = value["expired"]?.bool ?? false
            ends = value["expires_at"]?.string.flatMap(TimeReading.iso)
            // Null while they are hidden (docs.joinmastodon.org, Poll, read 2026-07-02).
            let counts = options.compactMap { $0["votes_count"] }
            hidesCounts = counts.isEmpty ? nil : counts.allSatisfy { $0 == .null }
        }

        /// A server makes the poll a moment after the status, and slow ones take their time.
        private static let slack = Duration.seconds(120)

        func differences(from sent: JSONValue, since created: Instant?) -> [Sentence] {
            var found: [Sentence] = []
            if let isMultiple, isMultiple != sent["multiple"]?.bool ?? false {
                found.append(
                    isMultiple
                        ? "The server lets readers choose several answers of the poll."
                        : "The server lets readers choose only one answer of the poll.")
            }
            if let ends, let created, let seconds = sent["expires_in"]?.int {
                let wanted = created + .seconds(seconds)
                if ends < wanted - Poll.slack || ends > wanted + Poll.slack {
                    found.append("The server ends the poll at another time than was asked for.")
                }
            }
            if let hidesCounts, !isOver, hidesCounts != sent["hide_totals"]?.bool ?? false {
                found.append(
                    hidesCounts
                        ? "The server hides the poll's counts until it ends."
                        : "The server shows the poll's counts before it ends.")
            }
            return found
        }
    }

    /// Where lists cut a picture.
    struct Focus: Hashable {
        private let x: Double
        private let y: Double

        init?(_ value: JSONValue?) {
            guard let x = value?["x"]?.decimal, let y = value?["y"]?.decimal else { return nil }
            (self.x, self.y) = (x, y)
        }

        private init?(_ words: String) {
            let halves = words.split(separator: ",").compactMap { Double($0) }
            guard halves.count == 2 else { return nil }
            (x, y) = (halves[0], halves[1])
        }

        /// Nobody asks for one with a video.
        static func isLost(_ shown: Focus?, of sent: Media) -> Bool {
            guard !sent.isVideo, let asked = Mastodon.focus(sent.framing).flatMap({ Focus($0) }) else { return false }
            guard let shown else { return true }
            return abs(shown.x - asked.x) > 0.05 || abs(shown.y - asked.y) > 0.05
        }
    }

    /// Who may quote a status without being asked, in the word that a call names it by.
    static func quotePolicy(_ status: JSONValue) -> String? {
        guard let automatic = status.at("quote_approval", "automatic")?.array?.compactMap(\.string) else { return nil }
        return automatic.isEmpty ? "nobody" : ["public", "followers"].first(where: automatic.contains)
    }
}

extension MastodonWire.Status {
    /// What few may see, nobody may quote, whatever was asked (docs.joinmastodon.org, client, quotes, read 2026-11-27).
    func keepsAnotherQuotePolicy(than part: RenderedPart) -> Bool {
        guard let asked = part.frozen["quote_approval_policy"]?.string else { return false }
        let isForFew = ["private", "direct"].contains(visibility ?? part.frozen["visibility"]?.string)
        return quotePolicy != (isForFew ? "nobody" : asked)
    }
}

extension JSONValue {
    fileprivate var decimal: Double? {
        switch self {
        case .number(let value): value
        case .integer(let value): Double(value)
        case .null, .bool, .string, .array, .object: nil
        }
    }
}
