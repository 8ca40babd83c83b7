import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauStore

@Suite("A whole database that is copied into another")
struct DatabaseCopyTests {
    let now = HandTime().now()

    private func source() async throws -> Store {
        let store = try await Store.inMemory(named: UUID().uuidString, now: now)
        try await store.write { [now] tx in
            let user = try tx.addUser(name: "Ayu", email: "Ayu@example.test", passwordHash: "-", at: now)
            let workspace = try tx.addWorkspace(name: "Kedai ☕", zone: "Asia/Jakarta", at: now)
            try tx.addMember(user, to: workspace, as: .owner, at: now)
            for number in 0..<1203 { try tx.setSetting("name \(number)", to: "nilai \(number)") }
            for txn in 1...400 {
                try tx.also("INSERT INTO ledger_txn (id, workspace_id, note, at_ms) VALUES (\(txn), \(workspace), 'n', 1)")
                for amount in [5, -2, -3] {
                    try tx.also(
                        "INSERT INTO ledger_entry (txn_id, account, micro_usd) VALUES (\(txn), 'a', \(amount))")
                }
            }
        }
        return store
    }

    @Test func `takes every table of the schema`() async throws {
        let store = try await Store.inMemory(named: UUID().uuidString, now: now)
        let tables = try await store.read {
            try $0.all("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'") {
                try $0.text("name")
            }
        }

        #expect(Set(tables).subtracting(["migration", "node"]) == Set(CopiedTable.all.map(\.name)))
    }

    @Test func `is whole, verified, and can be written to`() async throws {
        let target = try await TestStore.fresh(now: now)

        let copied = try await DatabaseCopy(from: try await source(), to: target, now: now).run { _ in }

        #expect(copied.first { $0.table == "setting" }?.rows == 1203)
        #expect(copied.first { $0.table == "ledger_entry" }?.rows == 1200)
        #expect(try await target.read { try $0.user(email: "ayu@EXAMPLE.test")?.user.name } == "Ayu")
        let next = try await target.write { [now] in try $0.addWorkspace(name: "Baru", zone: "UTC", at: now) }
        #expect(next.raw == 2)
    }

    @Test func `goes on where it was interrupted`() async throws {
        let source = try await source()
        let target = try await TestStore.fresh(now: now)
        // As an interrupted copy leaves it: the first page of the first table, and the note of how far that went.
        let settings = try #require(CopiedTable.all.first)
        let page = try await source.read { try $0.page(of: settings, after: nil, limit: 500) }
        let last = try #require(page.last).keyText(settings)
        try await target.write { tx in
            try tx.also(
                Query(
                    stringLiteral: tx.dialect.schema(
                        "CREATE TABLE copy_progress (name TEXT PRIMARY KEY, last TEXT NOT NULL) STRICT")))
            for row in page { try tx.put(row, into: settings) }
            try tx.noteCopied(settings, last: last)
        }

        let copied = try await DatabaseCopy(from: source, to: target, now: now).run { _ in }

        #expect(copied.first?.rows == 1203)
    }

    @Test func `refuses a target that holds something else`() async throws {
        let target = try await source()
        let copy = DatabaseCopy(from: try await source(), to: target, now: now)

        let problem = await #expect(throws: Problem.self) { try await copy.run { _ in } }

        #expect(problem?.code == .targetNotEmpty)
    }
}
