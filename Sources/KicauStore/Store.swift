public import KicauCore
import Tracing

/// The way to the database: synchronous closures in transactions, so that no `await` can hide under a lock.
///
/// A closure may be run again when another writer came between, so it touches nothing but its transaction.
public struct Store: Sendable {
    private let engine: any Engine
    private let waits = WaitTally()

    init(engine: any Engine) { self.engine = engine }

    /// What a write relies on while it runs.
    public enum Isolation: Sendable {
        /// As if no other write ran at the same time.
        case alone
        /// Each of its statements tests for itself what it relies on (state, epoch, count), so many can share one commit.
        case fenced
        /// The same, but it locks rows that many want early and in an order of its own, so it shares its commit with nobody.
        case apart
        /// Nobody else writes meanwhile: migrations, whole copies.
        case shut
    }

    /// What a power cut may take back.
    public enum Durability: Sendable {
        /// Nothing: it is on disk before the write returns.
        case full
        /// The write itself: forgetting it costs nothing but doing it again. Reversible steps.
        case relaxed
    }

    /// Runs in one write transaction; what it returns is durable (synced) when this returns, unless said otherwise.
    public func write<Result: Sendable>(
        as isolation: Isolation = .alone, durability: Durability = .full,
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        // Measured only: nothing is decided by this clock.
        let asked = ContinuousClock.now
        defer { note(ContinuousClock.now - asked) }
        return try await engine.write(isolation, durability, work)
    }

    /// Quicker writes are no span of their own: there are many, and a sum of their times is measured anyway.
    static let slowWrite = Duration.milliseconds(25)

    private func note(_ waited: Duration) {
        waits.note(waited)
        guard waited >= Store.slowWrite else { return }
        let end = DefaultTracerClock.now
        let nanoseconds = UInt64(clamping: Int64(waited / .nanoseconds(1)))
        let begin = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: end.nanosecondsSinceEpoch - nanoseconds)
        let span = startSpan("database write", context: .current ?? .topLevel, ofKind: .client, at: begin)
        span.attributes["db.system.name"] = isShared ? "postgresql" : "sqlite"
        span.end(at: end)
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

    public var dialect: Dialect { engine.dialect }

    /// Other nodes may be at work on the same database.
    public var isShared: Bool { engine.dialect == .postgres }

    /// The database server's wall clock, which all nodes share; nil where the database has none of its own.
    public func serverTime() async throws -> Instant? {
        guard isShared else { return nil }
        return try await read {
            try $0.first("SELECT CAST(FLOOR(EXTRACT(EPOCH FROM clock_timestamp()) * 1000) AS BIGINT) AS at_ms") {
                try $0.instant("at_ms")
            }
        }
    }

    /// Rings whenever another node has planned something, until the task is cancelled. Returns at once on a database of
    /// our own.
    public func listen(_ ring: @escaping @Sendable () -> Void) async { await engine.listen(ring) }

    /// What has been made durable since it was opened.
    public struct Written: Sendable, Hashable {
        /// Write transactions that changed rows.
        public let transactions: Int
        /// Commits, each with one sync of the disk.
        public let commits: Int

        public init(transactions: Int, commits: Int) {
            self.transactions = transactions
            self.commits = commits
        }
    }

    public var written: Written { engine.written }

    /// How many writes were asked for, those that changed nothing included, and their time from asking to the answer.
    public var waited: (count: Int, total: Duration) { waits.sums }
}

/// A database underneath: SQLite in a file, or PostgreSQL for many nodes.
protocol Engine: Sendable {
    var dialect: Dialect { get }
    func write<Result: Sendable>(
        _ isolation: Store.Isolation, _ durability: Store.Durability,
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result
    func read<Result: Sendable>(_ work: @escaping @Sendable (borrowing Transaction) throws -> Result) async throws
        -> Result
    func listen(_ ring: @escaping @Sendable () -> Void) async
    func copy(to path: String) throws
    func close() throws
    var written: Store.Written { get }
}
