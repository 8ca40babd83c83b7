import Foundation
public import KicauCore
import Synchronization

@testable public import KicauPublish

/// A world with one published post and a folder that may be scanned: `corpora/crawl` with two files, `corpora/one.txt`,
/// and links that lead out of it. The scans' processes are made up.
public final class ScanStage: Sendable {
    public let world: World
    public let program = FakeScans()
    /// What may be scanned.
    public let root: String
    private let working = Mutex<ScanKeeper.Working?>(nil)

    public init(isSet: Bool = true, publishes: Bool = true) async throws {
        let base = FileManager.default.temporaryDirectory.appendingPathComponent("kicau-\(UUID().uuidString)").path
        root = base + "/corpora"
        for folder in ["/corpora/crawl", "/elsewhere", "/data"] {
            try FileManager.default.createDirectory(atPath: base + folder, withIntermediateDirectories: true)
        }
        for (name, text) in [("crawl/a.jsonl", "{}\n"), ("crawl/b.jsonl", "{}\n{}\n"), ("one.txt", "satu\n")] {
            try Data(text.utf8).write(to: URL(fileURLWithPath: root + "/" + name))
        }
        try Data("rahasia".utf8).write(to: URL(fileURLWithPath: base + "/elsewhere/secret.txt"))
        for (link, target) in [("out", "/elsewhere"), ("secret", "/elsewhere/secret.txt"), ("own", "/data")] {
            try FileManager.default.createSymbolicLink(atPath: root + "/" + link, withDestinationPath: base + target)
        }
        let names = Mutex(0)
        let ground = try ScanGround.open(
            isSet ? [root] : [], dataFolder: base + "/data",
            makeName: {
                names.withLock {
                    $0 += 1; return "place-\($0)-\(UUID().uuidString)"
                }
            })
        world = try await World.flock().scanning(ground)
        guard publishes else { return }
        _ = try await world.schedule("Kopi hari ini dari Gayo", in: .minutes(1))
        try await world.advance(by: .minutes(5))
    }

    public var scans: CorpusScans { world.publishing.scans }

    /// Starts a scan of the crawl.
    public func start(_ corpora: String..., background: String? = nil) async throws -> ID<CorpusScan> {
        let corpora = corpora.isEmpty ? ["corpora/crawl"] : corpora
        return try await scans.start(ScanAsk(corpora: corpora, background: background), by: world.caller)
    }

    public func scan(_ id: ID<CorpusScan>) async throws -> CorpusScan { try await scans.scan(id, for: world.caller) }

    /// The keeper looks once, some seconds later.
    public func turn() async {
        world.time.advance(by: .seconds(4))
        let next = await ScanKeeper(kit: world.kit, program: program).turn(working.withLock { $0 })
        working.withLock { $0 = next }
    }

    /// The server is gone, and its child with it.
    public func restart() { working.withLock { $0 = nil } }

    /// Runs a scan to its end, with a report.
    public func finish(_ id: ID<CorpusScan>) async throws {
        await turn()
        guard let process = program.last else { return }
        let output = process.value(of: "--output")
        try Data("{\"kind\":\"scan\"}\n{\"kind\":\"summary\"}\n".utf8).write(
            to: URL(fileURLWithPath: output + ".jsonl"))
        try Data("<!DOCTYPE html><title>Report</title>".utf8).write(to: URL(fileURLWithPath: output + ".html"))
        process.say(#"{"event":"done","none":4,"possible":3,"likely":2,"strong":1,"p":null}"#)
        process.ends(.exited(0))
        await turn()
    }
}

/// Processes that say and end as they are told.
public final class FakeScans: ScanProgram {
    private struct CannotStart: Error {}
    private let started = Mutex<[FakeScan]>([])
    private let refuses = Mutex(false)

    public var all: [FakeScan] { started.withLock { $0 } }
    public var last: FakeScan? { all.last }
    public func refuseToStart() { refuses.withLock { $0 = true } }

    public func start(_ arguments: [String], log: String) throws -> any ScanProcess {
        if refuses.withLock({ $0 }) { throw CannotStart() }
        let scan = FakeScan(arguments, log: log)
        started.withLock { $0.append(scan) }
        return scan
    }
}

public final class FakeScan: ScanProcess {
    public let arguments: [String]
    private let log: String
    private let ended = Mutex<ScanProcessEnd?>(nil)

    init(_ arguments: [String], log: String) {
        self.arguments = arguments
        self.log = log
    }

    public func value(of flag: String) -> String {
        arguments.firstIndex(of: flag).map { arguments[$0 + 1] } ?? ""
    }

    public func say(_ line: String) {
        let before = FileManager.default.contents(atPath: log) ?? Data()
        _ = FileManager.default.createFile(atPath: log, contents: before + Data((line + "\n").utf8))
    }

    public func ends(_ end: ScanProcessEnd) { ended.withLock { $0 = $0 ?? end } }
    public func end() -> ScanProcessEnd? { ended.withLock { $0 } }
    public func kill() { ends(.signalled(9)) }
}
