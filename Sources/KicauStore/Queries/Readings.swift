public import KicauCore

extension Transaction {
    /// All that were ever taken, oldest first.
    public func readings(of delivery: ID<Delivery>) throws -> [Reading] {
        try all(
            "SELECT metric, value, at_ms FROM reading WHERE delivery_id = \(delivery) ORDER BY at_ms, metric",
            { Reading(metric: try $0.text("metric"), value: try $0.int64("value"), at: try $0.instant("at_ms")) })
    }

    public func addReading(_ metric: String, value: Int64, of delivery: ID<Delivery>, at now: Instant) throws {
        try also(
            """
            INSERT INTO reading (delivery_id, metric, at_ms, value) VALUES (\(delivery), \(metric), \(now), \(value))
            ON CONFLICT DO NOTHING
            """)
    }

    /// Writes what the parts of a delivery count together, and keeps the answers that say so.
    public func addReadings(_ parts: [(number: Int, numbers: Numbers)], of delivery: ID<Delivery>, at now: Instant)
        throws
    {
        for (metric, value) in Numbers.sum(parts.map(\.numbers)).sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
            try addReading(metric.rawValue, value: value, of: delivery, at: now)
        }
        for (number, numbers) in parts {
            for (position, answer) in numbers.answers.enumerated() {
                guard let packed = Packed(answer.text) else { continue }
                try also(
                    """
                    INSERT INTO reading_answer (delivery_id, at_ms, part, position, packed)
                    VALUES (\(delivery), \(now), \(number), \(position), \(packed.bytes)) ON CONFLICT DO NOTHING
                    """)
            }
        }
    }

    /// What the network answered when readings were taken, in its own words, oldest first.
    public func readingAnswers(of delivery: ID<Delivery>) throws -> [(at: Instant, part: Int, answer: String)] {
        try all(
            """
            SELECT at_ms, part, packed FROM reading_answer WHERE delivery_id = \(delivery) ORDER BY at_ms, part, position
            """,
            { (at: try $0.instant("at_ms"), part: try $0.int("part"), answer: try Packed.text($0.blob("packed"))) })
    }
}
