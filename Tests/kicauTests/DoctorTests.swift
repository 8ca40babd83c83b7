import Foundation
import KicauCore
import KicauMeter
import KicauStore
import Testing

@testable import kicau

@Suite("What the doctor finds in the machine")
struct DoctorTests {
    private let mounts = """
        22 1 254:1 / / rw,relatime - ext4 /dev/vda rw
        30 22 0:25 / /srv rw shared:5 - nfs4 nas:/srv rw,vers=4.2
        31 30 0:26 / /srv/my\\040data rw - xfs /dev/vdb rw
        """

    @Test func `a path lies on the deepest mount above it`() {
        #expect(FileSystems.type(of: "/var/lib/kicau", in: mounts) == "ext4")
        #expect(FileSystems.type(of: "/srv/kicau", in: mounts) == "nfs4")
        #expect(FileSystems.type(of: "/srvother", in: mounts) == "ext4")
        #expect(FileSystems.type(of: "/srv/my data/kicau", in: mounts) == "xfs")
    }

    @Test func `file systems over a network are known`() {
        #expect(FileSystems.isShared("nfs4") && FileSystems.isShared("cifs") && FileSystems.isShared("fuse.sshfs"))
        #expect(!FileSystems.isShared("ext4") && !FileSystems.isShared("tmpfs") && !FileSystems.isShared("overlay"))
    }

    @Test func `the system's word on its clock is read`() {
        #expect(Timekeeping.read("yes\n") == .synchronised)
        #expect(Timekeeping.read("no\n") == .adrift)
        #expect(Timekeeping.read("") == .unknown)
    }

    @Test func `the version of the zone data is read`() {
        #expect(ZoneRules.version("# version 2026a\n# This") == "2026a")
        #expect(ZoneRules.version("R d 1916") == nil)
    }

    @Test func `a fresh folder is asked for a backup`() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let store = try await Store.sqlite(in: try DataFolder(path), now: SystemTime().now())
        _ = try Vault.open(environmentKey: nil, keyPath: path + "/kicau.key")
        let settings = try Settings(flags: [.data: path, .port: "1"], environment: [:], file: nil)

        let before = await Checkup(settings: settings).database()
        let now = SystemTime().now()
        try await store.write { try $0.noteBackup(made: now) }
        let after = await Checkup(settings: settings).database()

        #expect(before.first { $0.name == "backup" }?.state == .noted)
        #expect(after.first { $0.name == "backup" }?.state == .passed)
    }

    private func prices(_ lists: [NewPriceList], plans: Set<Checkup.PlanName> = [], on day: String = "2026-11-27")
        async throws -> [Checkup.Finding]
    {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        let store = try await Store.sqlite(in: try DataFolder(path), now: SystemTime().now())
        let rows = try await store.write { tx in
            for list in lists { _ = try tx.addPriceList(list, by: "Ayu", at: Instant(ms: 1_790_000_000_000)) }
            return try tx.priceLists()
        }
        return Checkup.loadedPrices(rows, plans, on: try #require(Day(day)))
    }

    private func list(_ name: String, _ rows: String) -> NewPriceList {
        let json = """
            {"platform": "x", "book": "\(name)", "source": "a test", "entered": "2026-11-20", "rows": [\(rows)]}
            """
        return NewPriceList(platform: "x", name: name, plan: nil, firstDay: "2026-12-11", json: json)
    }

    private static let dearer = #"{"unit": "post_create", "price": 20000, "from": "2026-12-11"}"#

    @Test func `loaded price lists are read, and what they change within a month is told`() async throws {
        let findings = try await prices([list("December", Self.dearer)])

        #expect(findings.map(\.state) == [.passed, .noted])
        #expect(findings.last?.what.description.contains("2026-12-11") == true)
        #expect(findings.last?.what.description.contains("post_create") == true)
        #expect(try await prices([list("December", Self.dearer)], on: "2026-10-27").map(\.state) == [.passed])
        #expect(try await prices([]).map(\.state) == [.passed])
    }

    @Test func `a loaded list that cannot be read, or contradicts, is found`() async throws {
        let broken = NewPriceList(platform: "x", name: "Broken", plan: nil, firstDay: "2026-12-11", json: "{")
        let gap = #"{"unit": "post_create", "price": 20000, "from": "2026-12-11", "to": "2026-12-12"}"#

        #expect(try await prices([broken]).map(\.state) == [.failed])
        #expect(try await prices([list("Gap", gap)]).map(\.name) == ["price lists"])
        #expect(try await prices([list("Gap", gap)]).map(\.state) == [.failed])
    }

    @Test func `a plan that is not sold any more is found where somebody pays for it`() async throws {
        let findings = try await prices([], plans: [.init(platform: "x", name: "Basic")])

        #expect(findings.map(\.state) == [.passed, .failed])
        #expect(findings.last?.name == "prices of x, Basic")
    }

    private func publicMedia(_ address: String?) async throws -> Checkup.Finding {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        _ = try await Store.sqlite(in: try DataFolder(path), now: SystemTime().now())
        var flags: [Setting: String] = [.data: path, .port: "1"]
        flags[.publicMediaURL] = address
        return await Checkup(settings: try Settings(flags: flags, environment: [:], file: nil)).publicMedia()
    }

    @Test func `the address that networks fetch from is tried as they would`() async throws {
        let none = try await publicMedia(nil)
        let inside = try await publicMedia("https://localhost:1")
        let nowhere = try await publicMedia("https://nobody.invalid")

        #expect(none.state == .noted && none.toDo?.description.contains("tunnel") == true)
        #expect(inside.state == .failed && inside.toDo?.description.contains("NAT") == true)
        #expect(nowhere.state == .failed && nowhere.toDo?.description.contains("telephone") == true)
    }
}
