public import KicauCore

/// A span of time, cut where the networks' day turns and where a workspace's month does: within a piece neither prices nor
/// budgets change.
public struct ReadingCalendar: Sendable, Hashable {
    public struct Piece: Sendable, Hashable {
        /// Of the UTC calendar, by which prices change.
        public let day: Day
        /// "2026-12", in the workspace's zone, by which budgets are counted.
        public let month: String
        public let from: Instant
        /// Without it.
        public let to: Instant
    }

    public let pieces: [Piece]

    /// - Throws: `Problem` when the zone is unknown.
    public init(from start: Instant, to end: Instant, zone: String) throws(Problem) {
        var pieces: [Piece] = []
        var at = start
        while at < end {
            let day = Day(of: at)
            let month = try Months.month(of: at, zone: zone)
            let turn = try Months.span(of: month, zone: zone).to
            let next = max(at + .milliseconds(1), min(end, day.next.begins, turn))
            pieces.append(Piece(day: day, month: month, from: at, to: next))
            at = next
        }
        self.pieces = pieces
    }

    /// In their order.
    public var months: [String] {
        pieces.reduce(into: []) { months, piece in
            if months.last != piece.month { months.append(piece.month) }
        }
    }

    /// Which piece a moment is in; what lies before the first was due already and is done in it. Nil: it is beyond the last.
    func place(of moment: Instant) -> Int? {
        guard let last = pieces.last, moment < last.to else { return nil }
        var (low, high) = (0, pieces.count - 1)
        while low < high {
            let middle = (low + high) / 2
            if moment < pieces[middle].to { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
