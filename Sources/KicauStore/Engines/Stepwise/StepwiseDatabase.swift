import GRDB
import KicauCore
import Synchronization

/// SQLite in memory for simulations: each transaction is carried out at once, on the thread that asks for it.
///
/// They all lie inside one open transaction: a run is undone by rolling that back, which costs less than a fresh schema,
/// and a power failure returns to a savepoint of what was synced.
public final class StepwiseDatabase: Sendable {
    private let queue: DatabaseQueue
    private let tally = Mutex(Tally())

    private struct Tally {
        var commits = 0
        /// The last commit that a power failure would leave.
        var synced = 0
        /// A run is open, and it can lose what was not synced.
        var keepsSavepoint = false
    }

    public init() throws {
        var configuration = Configuration()
        // A run's transaction stays open from one call to the next.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { try $0.execute(sql: "PRAGMA foreign_keys = ON") }
        queue = try DatabaseQueue(configuration: configuration)
    }

    /// What one worker uses: its gate decides what happens before and after each of its transactions.
    public func store(through gate: any Gate) -> Store { Store(engine: StepwiseEngine(database: self, gate: gate)) }

    /// Begins a run. What was written before it stays; what is written in it goes with `endRun`.
    public func beginRun(canLosePower: Bool) throws {
        try queue.writeWithoutTransaction { database in
            try database.execute(sql: "BEGIN")
            if canLosePower { try database.execute(sql: "SAVEPOINT synced") }
        }
        tally.withLock {
            $0.keepsSavepoint = canLosePower
            $0.synced = $0.commits
        }
    }

    public func endRun() throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        tally.withLock { $0.keepsSavepoint = false }
    }

    /// The power fails: what was written since the last sync is gone.
    public func losePower() throws {
        try queue.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK TO synced") }
        tally.withLock { $0.synced = $0.commits }
    }

    /// How many commits were made, and the last of them that a power failure would leave.
    public var progress: (commits: Int, synced: Int) { tally.withLock { ($0.commits, $0.synced) } }

    /// Looks at the database from outside the run: no gate, no worker.
    public func peek<Result>(_ look: (borrowing Transaction) throws -> Result) throws -> Result {
        try queue.unsafeRead { try look(Transaction(connection: SQLiteConnection(database: $0))) }
    }

    fileprivate var written: Store.Written {
        tally.withLock { Store.Written(transactions: $0.commits, commits: $0.commits) }
    }

    fileprivate func read<Result>(_ gate: any Gate, _ work: (borrowing Transaction) throws -> Result) throws -> Result {
        try queue.unsafeRead { try work(Transaction(connection: connection($0, gate))) }
    }

    fileprivate func write<Result>(
        _ gate: any Gate, isDurable: Bool, _ work: (borrowing Transaction) throws -> Result
    ) throws -> Result {
        try queue.writeWithoutTransaction { database in
            let before = database.totalChangesCount
            var result: Result?
            try database.inSavepoint {
                let transaction = Transaction(connection: connection(database, gate))
                result = try work(transaction)
                try Transaction(connection: connection(database, gate)).settle(transaction.aftermath)
                return .commit
            }
            guard let result else { throw Problem(.broken, "A write gave nothing back.", do: "Try again.") }
            if database.totalChangesCount != before {
                try noteCommit(isDurable: isDurable && gate.syncs, in: database)
                gate.wrote(Transaction(connection: SQLiteConnection(database: database)))
            }
            return result
        }
    }

    private func connection(_ database: Database, _ gate: any Gate) -> any Connection {
        let plain = SQLiteConnection(database: database)
        return gate.rewords ? RewordedConnection(plain: plain, gate: gate) : plain
    }

    private func noteCommit(isDurable: Bool, in database: Database) throws {
        let moves = tally.withLock { tally in
            tally.commits += 1
            if isDurable { tally.synced = tally.commits }
            return tally.keepsSavepoint && isDurable
        }
        guard moves else { return }
        try database.cachedStatement(sql: "RELEASE synced").execute()
        try database.cachedStatement(sql: "SAVEPOINT synced").execute()
    }
}

extension StepwiseDatabase {
    /// What stands between one worker and the database.
    public protocol Gate: Sendable {
        /// Before a transaction begins. It may suspend, and throws when the worker is dead.
        func enter() async throws
        /// Right after a commit, before anybody else can write.
        func wrote(_ tx: borrowing Transaction)
        /// After a transaction, before its caller hears of it.
        func leave() async throws
        /// Are this worker's commits synced when they ask for it?
        var syncs: Bool { get }
        /// Are its statements altered, to show that a weaker protocol is caught?
        var rewords: Bool { get }
        func wording(of sql: String) -> String
    }
}

/// Says other statements than it was asked to.
private struct RewordedConnection: Connection {
    let plain: SQLiteConnection
    let gate: any StepwiseDatabase.Gate

    var dialect: Dialect { plain.dialect }

    func run(_ query: Query) throws -> Int { try plain.run(reworded(query)) }
    func also(_ query: Query) throws { try plain.also(reworded(query)) }
    func rows(_ query: Query) throws -> [Row] { try plain.rows(reworded(query)) }

    private func reworded(_ query: Query) -> Query { Query(sql: gate.wording(of: query.sql), values: query.values) }
}

/// A simulation's database cannot be backed up.
private struct KeepsNothing: Error {}

private struct StepwiseEngine: Engine {
    let database: StepwiseDatabase
    let gate: any StepwiseDatabase.Gate

    var dialect: Dialect { .sqlite }
    var written: Store.Written { database.written }

    func write<Result: Sendable>(
        _ isolation: Store.Isolation, _ durability: Store.Durability,
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await gate.enter()
        let result = Swift.Result { try database.write(gate, isDurable: durability == .full, work) }
        try await gate.leave()
        return try result.mapError(SQLiteEngine.problem).get()
    }

    func read<Result: Sendable>(
        _ work: @escaping @Sendable (borrowing Transaction) throws -> Result
    ) async throws -> Result {
        try await gate.enter()
        let result = Swift.Result { try database.read(gate, work) }
        return try result.mapError(SQLiteEngine.problem).get()
    }

    func listen(_ ring: @escaping @Sendable () -> Void) async {}

    func copy(to path: String) throws {
        throw KeepsNothing()
    }

    func close() throws {}
}
