public import Foundation
public import KicauCore

/// A workspace's language model, its key still sealed.
public struct AssistantRow: Sendable {
    public let endpoint: ModelEndpoint
    /// Nil: it asks for none.
    public let sealedKey: Data?
    public let changed: Instant

    public init(endpoint: ModelEndpoint, sealedKey: Data?, changed: Instant) {
        self.endpoint = endpoint
        self.sealedKey = sealedKey
        self.changed = changed
    }
}

extension Transaction {
    public func assistant(of workspace: ID<Workspace>) throws -> AssistantRow? {
        try first("SELECT * FROM assistant WHERE workspace_id = \(workspace)") { row in
            let sealed = try row.blob("sealed_key")
            return AssistantRow(
                endpoint: try row.json("endpoint"), sealedKey: sealed.isEmpty ? nil : sealed,
                changed: try row.instant("changed_ms"))
        }
    }

    public func saveAssistant(_ row: AssistantRow, of workspace: ID<Workspace>) throws {
        try also(
            """
            INSERT INTO assistant (workspace_id, endpoint, sealed_key, changed_ms)
            VALUES (\(workspace), \(JSONText.encode(row.endpoint)), \(row.sealedKey ?? Data()), \(row.changed))
            ON CONFLICT (workspace_id) DO UPDATE SET endpoint = excluded.endpoint, sealed_key = excluded.sealed_key,
                changed_ms = excluded.changed_ms
            """)
    }

    public func dropAssistant(of workspace: ID<Workspace>) throws {
        try also("DELETE FROM assistant WHERE workspace_id = \(workspace)")
    }

    /// The prices in force now: those that were entered last.
    public func modelPrices(of model: String, in workspace: ID<Workspace>) throws -> EnteredPrices? {
        try first(
            """
            SELECT * FROM model_price WHERE workspace_id = \(workspace) AND model = \(model) ORDER BY id DESC LIMIT 1
            """, EnteredPrices.init)
    }

    /// Newest first, at most so many.
    public func modelPrices(in workspace: ID<Workspace>, limit: Int) throws -> [EnteredPrices] {
        try all(
            "SELECT * FROM model_price WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT \(limit)",
            EnteredPrices.init)
    }

    /// Nothing that was entered is ever changed: what was booked refers to it.
    public func addModelPrices(_ row: EnteredPrices, in workspace: ID<Workspace>) throws {
        try also(
            """
            INSERT INTO model_price (workspace_id, model, prices, source, entered_by, entered_ms)
            VALUES (\(workspace), \(row.model), \(JSONText.encode(row.prices)), \(row.source), \(row.enteredBy),
                \(row.entered))
            """)
    }
}

extension EnteredPrices {
    fileprivate init(_ row: Row) throws {
        self.init(
            model: try row.text("model"), prices: try row.json("prices"), source: try row.text("source"),
            enteredBy: try row.text("entered_by"), entered: try row.instant("entered_ms"))
    }
}
