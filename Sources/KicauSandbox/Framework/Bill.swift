import KicauCore

/// What a network would write on its invoice: counted by its own table, and never from what Kicau booked.
public struct Bill: Sendable, Codable, Hashable {
    public struct Line: Sendable, Codable, Hashable {
        /// "2026-08-22", UTC.
        public let day: String
        /// As the network's own price table names it.
        public let item: String
        public internal(set) var count: Int
        public internal(set) var microUSD: Int64
    }

    /// In the order in which they were first charged.
    public private(set) var lines: [Line] = []

    public var microUSD: Int64 { lines.reduce(0) { $0 + $1.microUSD } }

    public init() {}

    /// One line a day and item.
    mutating func charge(_ item: String, microUSD: Int64, count: Int, on day: String) {
        if let place = lines.firstIndex(where: { $0.day == day && $0.item == item }) {
            lines[place].count += count
            lines[place].microUSD += microUSD
        } else {
            lines.append(Line(day: day, item: item, count: count, microUSD: microUSD))
        }
    }

    /// The days from one to another, both included.
    public func of(_ days: ClosedRange<String>) -> Bill {
        var part = Bill()
        part.lines = lines.filter { days.contains($0.day) }
        return part
    }
}

extension Bill {
    /// As the control route tells it.
    func controlJSON(of platform: String) -> JSONValue {
        [
            "platform": .string(platform), "microUSD": .integer(microUSD),
            "lines": .array(
                lines.map {
                    [
                        "day": .string($0.day), "item": .string($0.item), "count": .integer(Int64($0.count)),
                        "microUSD": .integer($0.microUSD),
                    ]
                }),
        ]
    }
}
