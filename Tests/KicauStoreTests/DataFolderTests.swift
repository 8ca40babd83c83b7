import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauStore

@Suite("A data folder")
struct DataFolderTests {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-folder-\(UUID().uuidString)").path
    let now = HandTime().now()

    @Test func `is made private and holds what was written`() async throws {
        let folder = try DataFolder(path)
        let store = try await Store.sqlite(in: folder, now: now)
        try await store.write { try $0.setSetting("a", to: "b") }
        try store.close()
        folder.unlock()

        let again = try await Store.sqlite(in: try DataFolder(path), now: now)

        #expect(try await again.read { try $0.setting("a") } == "b")
        let mode = try FileManager.default.attributesOfItem(atPath: path + "/kicau.lock")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func `is for one process at a time`() throws {
        let first = try DataFolder(path)
        defer { first.unlock() }

        let problem = #expect(throws: Problem.self) { try DataFolder(path) }

        #expect(problem?.code == .dataFolderInUse)
    }

    @Test func `that cannot be made says so`() throws {
        let problem = #expect(throws: Problem.self) { try DataFolder("/proc/kicau") }

        #expect(problem?.code == .dataFolderUnusable)
    }

    @Test func `whose database is something else says so and leaves it alone`() async throws {
        let folder = try DataFolder(path)
        let bytes = Data(repeating: 0x41, count: 8192)
        try bytes.write(to: URL(fileURLWithPath: folder.databasePath))

        let problem = await #expect(throws: Problem.self) { try await Store.sqlite(in: folder, now: now) }

        #expect(problem?.code == .damagedDatabase)
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.databasePath)) == bytes)
    }

    @Test func `of a newer Kicau is not touched`() async throws {
        let folder = try DataFolder(path)
        let store = try await Store.sqlite(in: folder, now: now)
        _ = try await store.write { [now] tx in
            try tx.also("INSERT INTO migration (name, at_ms) VALUES ('9999 from the future', \(now))")
        }
        try store.close()

        let problem = await #expect(throws: Problem.self) { try await Store.sqlite(in: folder, now: now) }

        #expect(problem?.code == .newerDatabase)
    }
}

@Suite("The vault")
struct VaultTests {
    let place = "credential 1"

    @Test func `opens what it sealed, in its place only`() throws {
        let vault = try Vault(key: Array(repeating: 1, count: 32))
        let sealed = try vault.seal("token", for: place)

        #expect(try vault.open(sealed, as: String.self, for: place) == "token")
        #expect(!String(decoding: sealed, as: UTF8.self).contains("token"))
        #expect(throws: Problem.self) { try vault.open(sealed, as: String.self, for: "credential 2") }
    }

    @Test func `with another key says so at the start`() async throws {
        let store = try await TestStore.fresh(now: HandTime().now())
        try await Vault(key: Array(repeating: 1, count: 32)).check(against: store)
        try await Vault(key: Array(repeating: 1, count: 32)).check(against: store)

        let problem = await #expect(throws: Problem.self) {
            try await Vault(key: Array(repeating: 2, count: 32)).check(against: store)
        }

        #expect(problem?.code == .wrongKey)
    }

    @Test func `makes its key file once, for its owner only`() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("key-\(UUID().uuidString)").path
        let sealed = try Vault.open(environmentKey: nil, keyPath: path).seal(1, for: place)

        #expect(try Vault.open(environmentKey: nil, keyPath: path).open(sealed, as: Int.self, for: place) == 1)
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test(arguments: ["short", "!!!", "c2hvcnQ="])
    func `refuses a key that is none`(text: String) throws {
        let problem = #expect(throws: Problem.self) {
            try Vault.open(environmentKey: text, keyPath: "/nonexistent/key")
        }

        #expect(problem?.code == .wrongKey)
    }
}
