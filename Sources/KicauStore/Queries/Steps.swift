public import KicauCore

/// Where one step of a delivery stands.
public struct StepRow: Sendable, Hashable {
    public enum State: String, Sendable, Hashable { case open, working, settled, refused }

    public let position: Int
    public let step: Step
    public let state: State
    public let sends: Int
    /// What a prepare step gave, or the receipt of a commit.
    public let result: [String: JSONValue]?
    public let expires: Instant?
    public let settled: Instant?

    init(_ row: Row) throws {
        position = try row.int("position")
        step = try row.familiar("step")
        state = try row.word("state")
        sends = try row.int("sends")
        result = try row.jsonOrNil("result")
        expires = try row.instantOrNil("expires_ms")
        settled = try row.instantOrNil("settled_ms")
    }
}

extension Transaction {
    public func steps(of delivery: ID<Delivery>) throws -> [StepRow] {
        try all("SELECT * FROM step WHERE delivery_id = \(delivery) ORDER BY position", StepRow.init)
    }

    public func steps(ofAll deliveries: [ID<Delivery>]) throws -> [ID<Delivery>: [StepRow]] {
        let rows = try all(
            "SELECT * FROM step WHERE delivery_id IN (\(list: deliveries)) ORDER BY delivery_id, position",
            { (delivery: try $0.id("delivery_id", of: Delivery.self), step: try StepRow($0)) })
        return Dictionary(grouping: rows, by: \.delivery).mapValues { $0.map(\.step) }
    }

    /// Settled steps of an account, in whichever workspace, in whose result this text stands as a whole: few, whose results
    /// are read by whoever asks.
    public func settledSteps(of account: ID<Account>, mentioning text: String) throws -> [StepRow] {
        let pattern = "%" + JSONValue.string(text).text + "%"
        return try all(
            """
            SELECT step.* FROM step JOIN delivery ON delivery.id = step.delivery_id
            JOIN account ON account.id = delivery.account_id
            JOIN account AS asked ON asked.platform = account.platform AND asked.server = account.server
                AND asked.remote_id = account.remote_id
            WHERE asked.id = \(account) AND step.state = 'settled' AND step.result LIKE \(pattern) LIMIT 100
            """, StepRow.init)
    }

    public func addSteps(_ steps: [Step], to delivery: ID<Delivery>) throws {
        for (position, step) in steps.enumerated() {
            try also(
                """
                INSERT INTO step (delivery_id, position, step, state)
                VALUES (\(delivery), \(position), \(JSONText.encode(step)), 'open')
                """)
        }
    }

    public func saveStep(
        _ position: Int, of delivery: ID<Delivery>, state: StepRow.State, result: [String: JSONValue]?,
        expires: Instant?, settled: Instant?
    ) throws {
        try also(
            """
            UPDATE step SET state = \(state.rawValue), result = \(result.map(JSONText.encode)), expires_ms = \(expires),
                settled_ms = \(settled)
            WHERE delivery_id = \(delivery) AND position = \(position)
            """)
    }

    /// Throws away what was staged for the parts not yet published.
    public func reopenPreparations(of delivery: ID<Delivery>, parts: [Int]) throws {
        for row in try steps(of: delivery) where row.step.kind == .prepare && parts.contains(row.step.part) {
            try saveStep(row.position, of: delivery, state: .open, result: nil, expires: nil, settled: nil)
        }
    }

    /// One more time this step had to be staged anew; gives how often.
    public func countRestaging(_ position: Int, of delivery: ID<Delivery>) throws -> Int {
        try first(
            "UPDATE step SET sends = sends + 1 WHERE delivery_id = \(delivery) AND position = \(position) RETURNING sends",
            { try $0.int("sends") }) ?? 0
    }

    public func forgetSends(of delivery: ID<Delivery>) throws {
        try also("UPDATE step SET sends = 0 WHERE delivery_id = \(delivery) AND state <> 'settled'")
    }
}
