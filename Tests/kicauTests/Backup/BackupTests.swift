import Foundation
import KicauCore
import KicauStore
import Testing

@testable import kicau

@Suite("A backup")
struct BackupTests {
    let base = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-backup-\(UUID().uuidString)").path
    private var data: String { base + "/data" }
    private var backup: String { base + "/backup" }
    private let time = SystemTime()

    private func settings(_ folder: String) throws -> Settings {
        try Settings(flags: [.data: folder], environment: [:], file: nil)
    }

    /// A data folder with a workspace, a picture that is there, one that is not, and a key.
    private func furnish() async throws -> Store {
        let store = try await Store.sqlite(in: try DataFolder(data), now: time.now())
        _ = try Vault.open(environmentKey: nil, keyPath: data + "/kicau.key")
        try FileManager.default.createDirectory(atPath: data + "/media/kept", withIntermediateDirectories: true)
        let bytes = Array("a picture".utf8)
        try Data(bytes).write(to: URL(fileURLWithPath: "\(data)/media/kept/\(Digest.hex(bytes))"))
        let now = time.now()
        try await store.write { tx in
            let workspace = try tx.addWorkspace(name: "Kedai", zone: "Asia/Jakarta", at: now)
            for sha256 in [Digest.hex(bytes), "gone"] {
                let picture = Media(sha256: sha256, mimeType: "image/png", width: 1, height: 1, bytes: 9)
                try tx.addMedia(picture, in: workspace, at: now)
            }
        }
        return store
    }

    private func back(_ withKey: Bool = false) async throws -> Manifest {
        try await BackingUp(settings: settings(data), withKey: withKey, time: time).run(to: backup)
    }

    private func bring(stopped: Instant? = nil) async throws -> BringingBack.Report {
        try await BringingBack(settings: settings(base + "/again"), time: time).run(
            from: backup, stopped: stopped, all: false)
    }

    @Test func `holds the database as it was, its pictures, and a manifest that agrees`() async throws {
        let store = try await furnish()

        let manifest = try await back()
        try await store.write { try $0.setSetting("later", to: "yes") }

        #expect(manifest.counts["workspaces"] == 1)
        #expect(manifest.missingPictures == ["gone"])
        #expect(manifest.files.map(\.path).sorted().first == "kicau.sqlite")
        #expect(manifest.files.count == 2)
        #expect(try BringingBack.verified(backup) == manifest)
        let report = try await bring()
        #expect(report.inDoubt == 0)
        let again = try Store.beside(path: base + "/again/kicau.sqlite")
        #expect(try await again.read { try $0.setting("later") } == nil)
        #expect(try await again.read { try $0.allWorkspaces() }.map(\.name) == ["Kedai"])
    }

    @Test func `keeps the key only when asked to, and then for its owner only`() async throws {
        _ = try await furnish()

        let without = try await back()
        #expect(!without.hasKey)
        #expect(!FileManager.default.fileExists(atPath: backup + "/kicau.key"))
        try FileManager.default.removeItem(atPath: backup)
        _ = try await back(true)

        #expect(try await bring().hasKey)
        let mode = try FileManager.default.attributesOfItem(atPath: base + "/again/kicau.key")[.posixPermissions]
        #expect(mode as? Int == 0o600)
    }

    @Test func `leaves nothing half made behind, and overwrites nothing`() async throws {
        _ = try await furnish()
        _ = try await back()

        let problem = await #expect(throws: Problem.self) { try await back() }

        #expect(problem?.code == .backupRefused)
        let names = try FileManager.default.contentsOfDirectory(atPath: base)
        #expect(names.allSatisfy { !$0.hasSuffix("unfinished") })
    }

    @Test(arguments: ["kicau.sqlite", "media/kept/\(Digest.hex("a picture"))"])
    func `with one byte changed is not restored`(name: String) async throws {
        _ = try await furnish()
        _ = try await back()
        let path = "\(backup)/\(name)"
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try bytes.write(to: URL(fileURLWithPath: path))

        let problem = await #expect(throws: Problem.self) { try await bring() }

        #expect(problem?.code == .badBackup)
        #expect(!FileManager.default.fileExists(atPath: base + "/again"))
    }

    @Test func `whose manifest leads out of its folder is not restored`() async throws {
        _ = try await furnish()
        _ = try await back()
        let path = "\(backup)/\(Manifest.fileName)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        try text.replacing("\"kicau.sqlite\"", with: "\"../data/kicau.sqlite\"").write(
            toFile: path, atomically: true, encoding: .utf8)

        let problem = await #expect(throws: Problem.self) { try await bring() }

        #expect(problem?.code == .badBackup)
    }

    @Test func `of a newer Kicau is not restored`() async throws {
        let store = try await furnish()
        _ = try await store.write {
            try $0.run("INSERT INTO migration (name, at_ms) VALUES ('9999 from the future', 1)")
        }
        _ = try await back()

        let problem = await #expect(throws: Problem.self) { try await bring() }

        #expect(problem?.code == .newerDatabase)
    }

    @Test func `goes into no folder that holds something, and before no time of its own`() async throws {
        _ = try await furnish()
        let manifest = try await back()
        let early = await #expect(throws: Problem.self) { try await bring(stopped: manifest.madeMs - .seconds(1)) }
        #expect(early?.code == .badInput)
        _ = try await bring()

        let twice = await #expect(throws: Problem.self) { try await bring() }

        #expect(twice?.code == .backupRefused)
    }
}
