import CLibpq
import KicauCore
import NIOPosix
import Synchronization

/// Connections and the threads that wait on them: libpq blocks, so it never runs on Swift's own threads.
final class PostgresPool: Sendable {
    let address: String
    private let threads: NIOThreadPool
    private let idle = Mutex<[Lent]>([])
    private let isClosed = Mutex(false)
    /// A pooler in transaction mode may not keep prepared statements; the first one it forgets tells.
    private let usesNames = Mutex(true)
    /// How long one piece of work goes on asking a server that does not answer.
    private let patience: Duration

    // A connection belongs to whoever has taken it out of `idle`, one thread at a time; see docs/adr/0014.
    private struct Lent: @unchecked Sendable {  // handed over whole, never shared
        let connection: PostgresConnection
    }

    init(address: String, connections: Int, patience: Duration) {
        self.address = PostgresPool.withDefaults(address)
        self.patience = patience
        threads = NIOThreadPool(numberOfThreads: connections)
        threads.start()
    }

    deinit {
        // Whoever forgot to close it loses nothing: what is committed is committed.
        threads.shutdownGracefully { _ in }
    }

    /// Runs on a thread of the pool.
    func run<Result: Sendable>(_ work: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await threads.runIfActive(work)
    }

    /// Runs on a thread of the pool, nobody waits.
    func submit(_ work: @escaping @Sendable () -> Void) {
        threads.submit { state in
            // Closing lets what was handed over end.
            if state == .active || state == .cancelled { work() }
        }
    }

    func close() throws {
        try threads.syncShutdownGracefully()
        isClosed.withLock { $0 = true }
        idle.withLock { $0 = [] }
    }

    /// Lends a connection, and tries again what may be tried again: another transaction came between, the server went
    /// away before anything was committed, a statement was forgotten.
    ///
    /// - Throws: what `work` throws, or `PostgresTrouble` when patience ends.
    func attempt<Result>(_ work: (PostgresConnection, _ conflicts: Int) throws -> Result) throws -> Result {
        var conflicts = 0
        var waited = Duration.zero
        var pause = Duration.milliseconds(20)
        var hasForgotten = false
        while true {
            do {
                let connection = try take()
                let result = try work(connection, conflicts)
                give(connection)
                return result
            } catch PostgresTrouble.conflict where conflicts < PostgresPool.mostConflicts {
                conflicts += 1
                // Whoever came between has a moment to end, a longer one each time.
                if conflicts > 1 { PostgresPool.sleep(.milliseconds(1 << min(conflicts, 5))) }
            } catch PostgresTrouble.statementForgotten where !hasForgotten {
                // Others may find it out at the same moment, each with a connection of its own.
                hasForgotten = true
                usesNames.withLock { $0 = false }
                idle.withLock { $0 = [] }
            } catch PostgresTrouble.connectionLost where waited < patience {
                waited += pause
                idle.withLock { $0 = [] }
                PostgresPool.sleep(pause)
                pause = min(pause * 2, .seconds(1))
            }
        }
    }

    /// Past `PostgresDoor.patience` a write shuts all others out, so more only come from deadlocks with what is not ours.
    private static let mostConflicts = 12

    private func take() throws -> PostgresConnection {
        // Work that comes now is handed back by the threads, on whichever thread asked.
        if isClosed.withLock({ $0 }) { throw NIOThreadPoolError.ThreadPoolInactive() }
        if let lent = idle.withLock({ $0.popLast() }), lent.connection.isAlive { return lent.connection }
        return try PostgresConnection(address, usesNames: usesNames.withLock { $0 })
    }

    private func give(_ connection: PostgresConnection) {
        guard connection.isAlive else { return }
        let lent = Lent(connection: connection)
        idle.withLock { $0.append(lent) }
    }

    /// On a thread of our own, where nobody else is kept waiting.
    static func sleep(_ time: Duration) {
        var request = timespec(
            tv_sec: Int(time.components.seconds), tv_nsec: Int(time.components.attoseconds / 1_000_000_000))
        nanosleep(&request, nil)
    }

    /// A server that hangs or was cut off is noticed in seconds, and of several hosts the one that takes writes is meant.
    private static func withDefaults(_ address: String) -> String {
        let defaults = [
            ("connect_timeout", "5"), ("tcp_user_timeout", "10000"), ("keepalives_idle", "10"),
            ("target_session_attrs", "read-write"), ("fallback_application_name", "kicau"),
        ]
        let missing = defaults.filter { !address.contains($0.0 + "=") }.map { "\($0.0)=\($0.1)" }
        return address + (address.contains("?") ? "&" : "?") + missing.joined(separator: "&")
    }
}
