import Foundation
import KicauCore
import KicauStore
import Testing

@testable import kicau

@Suite("The demo's own tools")
struct DemoPartsTests {
    @Test func `a sign-in page's form is read with what is hidden and what is ticked`() throws {
        let form = try #require(
            AuthorisationForm(
                """
                <form method="post" action="/oauth?a=1&amp;b=2"><input type="hidden" name="state" value="x&quot;y">
                <input type="checkbox" name="granted" value="pages" checked> <input type="checkbox" name="granted" value="ads">
                <button name="account" value="7">Ayu</button></form>
                """))

        #expect(form.action == "/oauth?a=1&b=2")
        #expect(form.fields.map(\.0) == ["state", "granted"])
        #expect(form.fields.map(\.1) == ["x\"y", "pages"])
        #expect(AuthorisationForm("<p>No such app</p>") == nil)
    }

    @Test func `the budget leaves a little, on a round sum`() {
        #expect(Purse.cap(for: .zero) == Money(microUSD: 2_000_000))
        #expect(Purse.cap(for: Money(microUSD: 1_975_000)) == Money(microUSD: 2_500_000))
        #expect(Purse.cap(for: Money(microUSD: 8_600_000)) == Money(microUSD: 10_000_000))
        #expect(Purse.campaignCap(for: Money(microUSD: 75_000)) == Money(microUSD: 100_000))
        #expect(Purse.campaignCap(for: Money(microUSD: 215_000)) == Money(microUSD: 300_000))
    }

    @Test func `a port that is taken is named before anything is filled`() throws {
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(listener) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        inet_pton(AF_INET, "127.0.0.1", &address.sin_addr)
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw -> Int in
                bind(listener, raw, size)
                listen(listener, 1)
                getsockname(listener, raw, &size)
                return Int(UInt16(bigEndian: pointer.pointee.sin_port))
            }
        }

        let problem = #expect(throws: Problem.self) { try Ports.check(port...port, host: "127.0.0.1") }

        #expect(problem?.code == .portInUse)
        #expect(problem?.what.description.contains(String(port)) == true)
    }

    @Test func `a row of ports that does not exist is refused`() {
        #expect(throws: Problem.self) { try Demo(data: "./x", port: 65_530).settings() }
    }
}

@Suite("The demo's folder")
struct DemoFolderTests {
    private let path = FileManager.default.temporaryDirectory.path + "/kicau-demo-\(UUID().uuidString)"

    private func database(_ work: @escaping @Sendable (borrowing Transaction) throws -> Void) async throws {
        let folder = try DataFolder(path)
        let store = try await Store.sqlite(in: folder, now: SystemTime().now())
        try await store.write(work)
        try store.close()
        folder.unlock()
    }

    private func start() async throws -> DemoFolder.Start { try await DemoFolder(path: path, port: 8080).prepare() }

    @Test func `is filled when it is new and goes on when it is done`() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // the system empties its own folder
        #expect(try await start() == .fresh)

        try await database { tx in
            try tx.setSetting(DemoFolder.mark, to: DemoFolder.done)
            try tx.setSetting(DemoFolder.portMark, to: "8080")
        }

        #expect(try await start() == .filled)
        await #expect(throws: Problem.self) { try await DemoFolder(path: path, port: 9090).prepare() }
    }

    @Test func `begins anew when its filling was cut off`() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // same
        try await database { try $0.setSetting(DemoFolder.mark, to: DemoFolder.begun) }
        let folder = DemoFolder(path: path, port: 8080)
        #expect(FileManager.default.createFile(atPath: path + "/media/half", contents: Data([1])))

        #expect(try await folder.prepare() == .anew)

        #expect(!FileManager.default.fileExists(atPath: path + "/media/half"))
        #expect(try await folder.prepare() == .fresh)
    }

    @Test func `is not touched when a real Kicau lives in it`() async throws {
        defer { try? FileManager.default.removeItem(atPath: path) }  // same
        try await database { tx in
            _ = try tx.addUser(name: "Sari", email: "sari@example.org", passwordHash: "x", at: Instant(ms: 0))
        }

        await #expect(throws: Problem.self) { try await start() }

        try await database { tx in
            let people = try tx.countUsers()
            #expect(people == 1)
        }
    }
}
