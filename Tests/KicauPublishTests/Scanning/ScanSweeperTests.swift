import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A scan that is over")
struct ScanSweeperTests {
    /// One that is done, and the folder it has.
    private func done(_ stage: ScanStage) async throws -> (id: ID<CorpusScan>, folder: String) {
        let id = try await stage.start()
        try await stage.finish(id)
        let process = try #require(stage.program.last)
        return (id, URL(fileURLWithPath: process.value(of: "--output")).deletingLastPathComponent().path)
    }

    private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func touch(_ path: String, _ instant: Instant) throws {
        let date = Date(timeIntervalSince1970: Double(instant.seconds))
        try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: path)
    }

    @Test func `goes with its report when it has lain for ninety days, and says when that is`() async throws {
        let stage = try await ScanStage()
        let sweeper = ScanSweeper(kit: stage.world.kit)
        let (id, folder) = try await done(stage)
        let scan = try await stage.scan(id)
        let ended = try #require(scan.ended)
        #expect(scan.goes == ended + .days(90) && !scan.isKept)

        stage.world.time.advance(by: .days(89))
        #expect(await sweeper.turn() == 0)
        #expect(isThere(folder + "/found.html"))
        stage.world.time.advance(by: .days(2))
        #expect(await sweeper.turn() == 1)

        #expect(!isThere(folder))
        #expect(try await stage.scans.list(for: stage.world.caller).isEmpty)
        #expect(stage.world.kit.metrics.samples().contains(Sample(.swept, ["scan"], 1)))
    }

    @Test func `goes too when it was stopped, and never while it works`() async throws {
        let stage = try await ScanStage()
        let sweeper = ScanSweeper(kit: stage.world.kit)
        let id = try await stage.start()
        await stage.turn()

        stage.world.time.advance(by: .days(365))
        #expect(await sweeper.turn() == 0)
        #expect(try await stage.scan(id).goes == nil)
        try await stage.scans.stop(id, by: stage.world.caller)
        await stage.turn()
        await stage.turn()
        #expect(try await stage.scan(id).state == .stopped)
        stage.world.time.advance(by: .days(91))

        #expect(await sweeper.turn() == 1)
    }

    @Test func `stays as long as a person keeps it`() async throws {
        let stage = try await ScanStage()
        let sweeper = ScanSweeper(kit: stage.world.kit)
        let (id, folder) = try await done(stage)
        try await stage.scans.keep(id, true, by: stage.world.caller)
        let kept = try await stage.scan(id)
        #expect(kept.isKept && kept.goes == nil)

        stage.world.time.advance(by: .days(1_000))

        #expect(await sweeper.turn() == 0)
        #expect(isThere(folder + "/found.jsonl"))
        try await stage.scans.keep(id, false, by: stage.world.caller)
        #expect(try await !stage.scan(id).isKept)
        #expect(await sweeper.turn() == 1)
        await #expect(throws: CorpusScans.notHere) { try await stage.scans.keep(id, true, by: stage.world.caller) }
    }

    @Test func `stays for ever where the setting says so`() async throws {
        let stage = try await ScanStage()
        var ground = stage.world.kit.scanning.ground
        ground.keepsFor = nil
        let unlimited = stage.world.scanning(ground)
        let (id, folder) = try await done(stage)

        stage.world.time.advance(by: .days(10_000))

        #expect(await ScanSweeper(kit: unlimited.kit).turn() == 0)
        #expect(isThere(folder))
        #expect(try await unlimited.publishing.scans.scan(id, for: stage.world.caller).goes == nil)
    }

    @Test func `is deleted by a person at once, with its report`() async throws {
        let stage = try await ScanStage()
        let (id, folder) = try await done(stage)

        try await stage.scans.delete(id, by: stage.world.caller)

        #expect(!isThere(folder))
        await #expect(throws: CorpusScans.notHere) { try await stage.scan(id) }
        await #expect(throws: CorpusScans.notHere) { try await stage.scans.delete(id, by: stage.world.caller) }
    }

    @Test func `is what only one that has ended can be: nothing at work is kept or deleted`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()

        await #expect(throws: CorpusScans.worksStill) { try await stage.scans.delete(id, by: stage.world.caller) }
        await #expect(throws: CorpusScans.worksStill) { try await stage.scans.keep(id, true, by: stage.world.caller) }

        #expect(try await stage.scan(id).state == .waiting)
    }

    @Test func `is neither kept nor deleted by those who do not manage the workspace`() async throws {
        let stage = try await ScanStage()
        let (id, folder) = try await done(stage)
        let editor = Caller(user: nil, workspace: stage.world.caller.workspace, role: .editor)

        await #expect(throws: Problem.self) { try await stage.scans.delete(id, by: editor) }
        await #expect(throws: Problem.self) { try await stage.scans.keep(id, true, by: editor) }

        #expect(isThere(folder))
        #expect(try await !stage.scan(id).isKept)
    }

    @Test func `leaves its files to its own node when it is deleted from another`() async throws {
        let stage = try await ScanStage()
        let (id, folder) = try await done(stage)
        let elsewhere = stage.world.scanning(
            ScanGround(folders: ScanFolders([stage.root]), home: "/nowhere", place: "another"))
        await #expect(throws: Problem.self) {
            try await elsewhere.publishing.scans.keep(id, true, by: stage.world.caller)
        }

        try await elsewhere.publishing.scans.delete(id, by: stage.world.caller)

        #expect(isThere(folder))
        try touch(folder, stage.world.time.now() - .days(8))
        #expect(await ScanSweeper(kit: stage.world.kit).turn() == 1)
        #expect(!isThere(folder))
    }

    @Test func `is not swept by a node that it does not lie on`() async throws {
        let stage = try await ScanStage()
        let (id, folder) = try await done(stage)
        let elsewhere = stage.world.scanning(
            ScanGround(folders: ScanFolders([stage.root]), home: "/nowhere", place: "another"))

        stage.world.time.advance(by: .days(365))

        #expect(await ScanSweeper(kit: elsewhere.kit).turn() == 0)
        #expect(try await stage.scan(id).state == .done)
        #expect(isThere(folder))
    }

    @Test func `goes like a folder that a start left behind, which goes after a week`() async throws {
        let stage = try await ScanStage()
        let home = stage.world.kit.scanning.ground.home
        for (name, age, files) in [
            ("left", Duration.days(8), ["posts.jsonl"]), ("just-made", .hours(1), ["posts.jsonl"]),
            ("kept", .days(8), ["posts.jsonl", "kept"]), ("of-somebody-else", .days(8), ["notes"]),
        ] {
            try FileManager.default.createDirectory(atPath: home + "/" + name, withIntermediateDirectories: true)
            for file in files { try Data().write(to: URL(fileURLWithPath: "\(home)/\(name)/\(file)")) }
            try touch(home + "/" + name, stage.world.time.now() - age)
        }
        try touch(home + "/place", stage.world.time.now() - .days(400))

        #expect(await ScanSweeper(kit: stage.world.kit).turn() == 1)

        #expect(!isThere(home + "/left"))
        for name in ["just-made", "kept", "of-somebody-else", "place"] {
            #expect(isThere(home + "/" + name), "\(name)")
        }
    }
}
