/// The way to the database: synchronous closures in transactions, so that no `await` can hide under a lock.
public struct Store: Sendable {
    private let engine: any Engine

    init(engine: any Engine) { self.engine = engine }

    /// Runs in one write transaction; what it returns is durable (synced) when this returns.
    public func write<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await engine.write(work)
    }

    /// Runs on one unchanging view of the database.
    public func read<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await engine.read(work)
    }

    /// Finishes what runs and closes; a later call fails.
    public func close() throws { try engine.close() }
}

/// A database underneath: SQLite now, others behind the same queries later.
protocol Engine: Sendable {
    func write<Result: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Result) async throws
        -> Result
    func read<Result: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Result) async throws
        -> Result
    func close() throws
}
