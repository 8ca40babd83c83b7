import Foundation
import KicauCore
import KicauTesting
import Synchronization
import Testing

@testable import KicauStore

@Suite("Writes that wait at the same time")
struct JoinedWritesTests {
    let engine: SQLiteEngine
    let store: Store

    init() throws {
        engine = try SQLiteEngine(inMemoryNamed: UUID().uuidString)
        store = Store(engine: engine)
    }

    /// Holds the writer until so many wait behind it, then lets all of them go; gives how each ended.
    private func together(
        _ count: Int, _ work: @escaping @Sendable (Int, borrowing Transaction) throws -> Void
    ) async throws -> [Int: Result<Void, any Error>] {
        _ = try await store.write {
            try $0.also("CREATE TABLE note (number INTEGER NOT NULL CHECK (number <> 3)) STRICT")
        }
        return try await withThrowingTaskGroup(of: (Int, Result<Void, any Error>).self) { [engine, store] group in
            let holds = Mutex(false)
            group.addTask {
                try await store.write { [engine] _ in
                    holds.withLock { $0 = true }
                    while engine.writes.waitingCount < count { usleep(200) }
                }
                return (-1, .success(()))
            }
            while !holds.withLock({ $0 }) { await Task.yield() }
            for number in 0..<count {
                group.addTask {
                    do {
                        try await store.write { try work(number, $0) }
                        return (number, .success(()))
                    } catch {
                        return (number, .failure(error))
                    }
                }
            }
            var ended: [Int: Result<Void, any Error>] = [:]
            for try await (number, result) in group where number >= 0 { ended[number] = result }
            return ended
        }
    }

    private func numbers() async throws -> [Int] {
        try await store.read { try $0.all("SELECT number FROM note ORDER BY number") { try $0.int("number") } }
    }

    @Test func `share one commit`() async throws {
        let ended = try await together(5) { number, tx in
            try tx.also("INSERT INTO note (number) VALUES (\(number * 10))")
        }

        #expect(ended.count == 5)
        #expect(try await numbers() == [0, 10, 20, 30, 40])
        #expect(store.written == Store.Written(transactions: 5, commits: 1))
    }

    @Test func `fail alone when one of them fails`() async throws {
        let ended = try await together(5) { number, tx in
            try tx.also("INSERT INTO note (number) VALUES (\(number + 100))")
            try tx.also("INSERT INTO note (number) VALUES (\(number))")
        }

        #expect(throws: RuleOfSchemaBroken.self) { try ended[3]?.get() }
        for number in [0, 1, 2, 4] { #expect(throws: Never.self) { try ended[number]?.get() } }
        #expect(try await numbers() == [0, 1, 2, 4, 100, 101, 102, 104])
    }

    @Test func `are each kept or told that they are not, when the disk is full`() async throws {
        let ended = try await together(6) { number, tx in
            if number == 2 {
                let pages = try tx.first("PRAGMA page_count") { try $0.int("page_count") } ?? 0
                _ = try tx.all("PRAGMA max_page_count = \(raw: String(pages + 2))") { _ in }
                try tx.also(
                    """
                    WITH RECURSIVE more (number) AS (SELECT 1000 UNION ALL SELECT number + 1 FROM more LIMIT 100000)
                    INSERT INTO note SELECT number FROM more
                    """)
            }
            try tx.also("INSERT INTO note (number) VALUES (\(number * 10))")
        }

        let kept = try await numbers()
        let problem = #expect(throws: Problem.self) { try ended[2]?.get() }
        #expect(problem?.code == .diskFull)
        for (number, result) in ended {
            let isKept = if case .success = result { true } else { false }
            #expect(kept.contains(number * 10) == isKept)
        }
        #expect(kept.allSatisfy { $0 < 1000 })
    }
}
