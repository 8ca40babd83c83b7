import Foundation
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("A scan that is started from the pages")
struct CorpusScansTests {
    @Test func `looks for what the workspace has published, in the files that were chosen`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start("corpora/crawl", "corpora/crawl", background: "corpora/one.txt")
        #expect(try await stage.scan(id).state == .waiting)

        await stage.turn()

        let process = try #require(stage.program.last)
        #expect(try await stage.scan(id).state == .running)
        let root = try #require(realPath(stage.root))
        #expect(Array(process.arguments.prefix(3)) == ["scan", "files", root + "/crawl"])
        #expect(process.value(of: "--background") == root + "/one.txt")
        #expect(process.arguments.contains("--stay-inside") && process.arguments.contains("--json"))
        let posts = try String(contentsOfFile: process.value(of: "--posts"), encoding: .utf8)
        #expect(posts.split(separator: "\n").count == 1 && posts.contains("Kopi hari ini dari Gayo"))
    }

    @Test func `tells how far it is, and in the end what it found`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await stage.turn()
        stage.program.last?.say(#"{"event":"went","of_bytes":10,"stored_bytes":4,"records":2,"passages":1}"#)

        await stage.turn()

        #expect(try await stage.scan(id).count.share == 400)
        try await stage.finish(id)
        let scan = try await stage.scan(id)
        #expect(scan.state == .done && scan.ended != nil && scan.trouble == nil)
        #expect(scan.verdicts == ScanVerdicts(strong: 1, likely: 2, possible: 3, none: 4))
        let page = try await stage.scans.report(id, .page, for: stage.world.caller)
        #expect(try String(contentsOfFile: page, encoding: .utf8).contains("Report"))
    }

    @Test func `is stopped by a person, and goes on over the same posts`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await stage.turn()
        try await stage.scans.stop(id, by: stage.world.caller)
        #expect(try await stage.scan(id).state == .stopping)

        await stage.turn()
        await stage.turn()

        #expect(try await stage.scan(id).state == .stopped)
        try await stage.scans.goOn(id, by: stage.world.caller)
        await stage.turn()
        #expect(stage.program.all.count == 2)
        #expect(stage.program.all[0].arguments == stage.program.all[1].arguments)
        #expect(try await stage.scan(id).state == .running)
    }

    @Test func `goes on by itself when the server is started again`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await stage.turn()

        stage.restart()
        await stage.turn()

        #expect(stage.program.all.count == 2)
        try await stage.finish(id)
        #expect(try await stage.scan(id).state == .done)
    }

    @Test func `waits for a person when the server was started again too often`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        for _ in 0..<(ScanKeeper.mostStarts + 2) {
            await stage.turn()
            stage.restart()
        }

        let scan = try await stage.scan(id)
        #expect(stage.program.all.count == ScanKeeper.mostStarts)
        #expect(scan.state == .interrupted && scan.trouble?.kind == .restarts)
        try await stage.scans.goOn(id, by: stage.world.caller)
        await stage.turn()
        #expect(try await stage.scan(id).state == .running)
    }

    @Test(arguments: [
        (ScanProcessEnd.signalled(9), ScanTrouble.Kind.killed), (.signalled(11), .crashed), (.exited(6), .diskFull),
        (.exited(1), .refused),
    ])
    func `says why its process ended, and can go on`(end: ScanProcessEnd, kind: ScanTrouble.Kind) async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await stage.turn()
        stage.program.last?.say("kicau: It cannot be.")
        stage.program.last?.ends(end)

        await stage.turn()

        let scan = try await stage.scan(id)
        #expect(scan.state == .interrupted && scan.trouble?.kind == kind)
        try await stage.scans.goOn(id, by: stage.world.caller)
        #expect(try await stage.scan(id).state == .waiting)
    }

    @Test func `says so when its process cannot be started, or its files are gone`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        stage.program.refuseToStart()
        await stage.turn()
        #expect(try await stage.scan(id).trouble?.kind == .notStarted)

        let other = try await stage.start("corpora/one.txt")
        try FileManager.default.removeItem(atPath: stage.root + "/one.txt")
        await stage.turn()

        #expect(try await stage.scan(other).trouble == ScanTrouble(.filesGone, words: "corpora/one.txt"))
    }

    @Test func `has the node for itself`() async throws {
        let stage = try await ScanStage()
        let first = try await stage.start()

        await #expect(throws: CorpusScans.busy) { try await stage.start("corpora/one.txt") }
        try await stage.scans.stop(first, by: stage.world.caller)
        _ = try await stage.start("corpora/one.txt")
        await #expect(throws: CorpusScans.busy) { try await stage.scans.goOn(first, by: stage.world.caller) }
        #expect(try await stage.scans.offer(for: stage.world.caller).isBusy)
    }

    @Test func `is one of two that are asked for in the same moment`() async throws {
        let stage = try await ScanStage()

        let begun = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<6 {
                group.addTask { (try? await stage.start()) != nil }  // the others are refused
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }

        #expect(begun == 1)
        #expect(try await stage.scans.list(for: stage.world.caller).count == 1)
    }

    @Test(arguments: [
        ("corpora/../elsewhere", Problem.Code.badInput), ("/etc/passwd", .badInput), ("corpora/secret", .notAllowed),
        ("corpora/out/secret.txt", .notAllowed), ("corpora/own", .notAllowed), ("corpora/nothing", .notFound),
        ("other/a", .badInput),
    ])
    func `touches nothing outside its folders`(name: String, code: Problem.Code) async throws {
        let stage = try await ScanStage()

        await #expect { try await stage.start(name) } throws: { ($0 as? Problem)?.code == code }
        await #expect {
            try await stage.start("corpora/crawl", background: name)
        } throws: {
            ($0 as? Problem)?.code == code && ($0 as? Problem)?.field == "background"
        }
        #expect(try await stage.scans.list(for: stage.world.caller).isEmpty)
    }

    @Test func `is refused where no folder is set, nothing is chosen or nothing was published`() async throws {
        let unset = try await ScanStage(isSet: false)
        await #expect(throws: CorpusScans.notSet) { try await unset.start() }
        #expect(try await !unset.scans.offer(for: unset.world.caller).isSet)
        let silent = try await ScanStage(publishes: false)
        await #expect(throws: CorpusScans.nothingPublished) { try await silent.start() }
        await #expect(throws: Problem.self) {
            try await silent.scans.start(ScanAsk(corpora: [], background: nil), by: silent.world.caller)
        }
    }

    @Test func `is refused with what is true where posts have pictures and no text to look for`() async throws {
        let stage = try await ScanStage(publishes: false)
        _ = try await stage.world.schedulePicture("Kopi", in: .minutes(1))
        try await stage.world.advance(by: .minutes(5))
        #expect(try await stage.scans.offer(for: stage.world.caller).posts == 1)

        await #expect(throws: CorpusScans.nothingLongEnough) { try await stage.start() }

        #expect(CorpusScans.nothingLongEnough.what.description.contains("at least 16 letters"))
        #expect(try await stage.scans.list(for: stage.world.caller).isEmpty)
        _ = try await stage.world.schedule("Kopi hari ini dari Gayo", in: .minutes(1))
        try await stage.world.advance(by: .minutes(5))
        let id = try await stage.start()
        #expect(try await stage.scan(id).order.posts == 2)
    }

    @Test(arguments: [Role.editor, .writer, .viewer])
    func `is for those who manage the workspace`(role: Role) async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        let other = Caller(user: nil, workspace: stage.world.caller.workspace, role: role)

        await #expect(throws: Problem.self) { try await stage.scans.list(for: other) }
        await #expect(throws: Problem.self) { try await stage.scans.offer(for: other) }
        await #expect(throws: Problem.self) { try await stage.scans.scan(id, for: other) }
        await #expect(throws: Problem.self) { try await stage.scans.stop(id, by: other) }
    }

    @Test func `is nobody else's: another workspace neither sees it nor its posts`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        let other = try await World.settle(
            stage.world.store, stage.world.time, cap: nil, email: "budi@example.test")

        #expect(try await stage.scans.list(for: other).isEmpty)
        #expect(try await stage.scans.offer(for: other).posts == 0)
        await #expect(throws: Problem.self) { try await stage.scans.scan(id, for: other) }
        await #expect(throws: Problem.self) { try await stage.scans.report(id, .lines, for: other) }
    }

    @Test func `is stopped at once where its own node is not there to do it`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await stage.turn()
        let elsewhere = stage.world.scanning(
            ScanGround(folders: ScanFolders([stage.root]), home: "/nowhere", place: "another"))

        try await elsewhere.publishing.scans.stop(id, by: stage.world.caller)

        #expect(try await stage.scan(id).state == .stopped)
        // Its node was there after all.
        await stage.turn()
        #expect(stage.program.last?.end() == .signalled(9))
        #expect(try await stage.scan(id).state == .stopped)
    }

    @Test func `has no report before it is done, nor on another node`() async throws {
        let stage = try await ScanStage()
        let id = try await stage.start()
        await #expect(throws: Problem.self) { try await stage.scans.report(id, .page, for: stage.world.caller) }
        try await stage.finish(id)

        let elsewhere = stage.world.scanning(
            ScanGround(folders: ScanFolders([stage.root]), home: "/nowhere", place: "another"))

        #expect(try await !elsewhere.publishing.scans.scan(id, for: stage.world.caller).isHere)
        await #expect {
            try await elsewhere.publishing.scans.report(id, .page, for: stage.world.caller)
        } throws: {
            ($0 as? Problem)?.code == .notPossibleNow
        }
    }
}
