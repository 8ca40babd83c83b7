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

    /// Writes everything as it is at this moment into a new database file, while others go on writing here.
    /// - Throws: `Problem` `.backupRefused` where the engine has a tool of its own for this.
    public func copy(to path: String) throws { try engine.copy(to: path) }

    /// Finishes what runs and closes; a later call fails.
    public func close() throws { try engine.close() }

    /// What has been made durable since it was opened.
    public struct Written: Sendable, Hashable {
        /// Write transactions that changed rows.
        public internal(set) var transactions: Int
        /// Commits, each with one sync of the disk.
        public internal(set) var commits: Int
        /// Writes asked for, those that changed nothing included.
        public internal(set) var waits: Int
        /// From asking to being answered, all of them added up.
        public internal(set) var waited: Duration

        public init(transactions: Int, commits: Int, waits: Int = 0, waited: Duration = .zero) {
            self.transactions = transactions
            self.commits = commits
            self.waits = waits
            self.waited = waited
        }
    }

    public var written: Written { engine.written }
}

/// A database underneath: SQLite now, others behind the same queries later.
protocol Engine: Sendable {
    func write<Result: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Result) async throws
        -> Result
    func read<Result: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Result) async throws
        -> Result
    func copy(to path: String) throws
    func close() throws
    var written: Store.Written { get }
}
