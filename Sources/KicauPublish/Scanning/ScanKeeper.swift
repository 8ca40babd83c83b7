import Foundation
import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Runs the scans that are asked for on this node, one at a time, and writes down how far they are.
///
/// When the server ends, the scan's process ends with it. The next start goes on from the checkpoint.
public struct ScanKeeper: Service {
    private let kit: Kit
    private let program: any ScanProgram

    public init(kit: Kit, program: any ScanProgram) {
        self.kit = kit
        self.program = program
    }

    /// A scan that was started so often, and never ended, may be what ends the server.
    static let mostStarts = 10
    private static let resting = Duration.seconds(5)
    private static let watching = Duration.seconds(1)
    /// Between two notes of how far it is: each lets every open page of the workspace look again.
    private static let pause = Duration.seconds(3)

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var working: Working?
            while !Task.isCancelled {
                working = await turn(working)
                await kit.scanning.bell.wait(upTo: working == nil ? ScanKeeper.resting : ScanKeeper.watching)
            }
            working?.process.kill()
        }
    }

    func turn(_ working: Working?) async -> Working? {
        guard let place = kit.scanning.ground.place else { return nil }
        do {
            guard let working else {
                guard let row = try await kit.store.read({ try $0.corpusScanAtWork(at: place) }) else { return nil }
                return try await begin(row)
            }
            return try await watch(working, at: place)
        } catch {
            kit.log.error("a scan could not be looked after", metadata: ["error": "\(error)"])
            return working
        }
    }

    /// One that waits, or one whose process ended with the server.
    private func begin(_ row: CorpusScanRow) async throws -> Working? {
        guard row.scan.state != .stopping else {
            try await settle(row, .broke, ScanTrouble(.killed), ScanEvents())
            return nil
        }
        guard row.starts < ScanKeeper.mostStarts else {
            try await settle(row, .broke, ScanTrouble(.restarts), ScanEvents())
            return nil
        }
        let files = kit.scanning.ground.files(row.folder)
        let launch: ScanLaunch
        do { launch = try ScanLaunch(row.scan.order, files, in: kit.scanning.ground.folders) } catch {
            try await settle(row, .broke, ScanTrouble(.filesGone, words: error.name), ScanEvents())
            return nil
        }
        guard let begun = try await noteBegun(row) else { return nil }
        try? FileManager.default.removeItem(atPath: files.log)  // there is none before the first start
        do {
            let process = try program.start(launch.arguments, log: files.log)
            return Working(
                row: begun, process: process, files: files, events: ScanEvents(), noted: begun.scan.count,
                notedMs: kit.time.steadyMs())
        } catch {
            kit.log.error("a scan's process could not be started", metadata: ["error": "\(error)"])
            try await settle(begun, .broke, ScanTrouble(.notStarted), ScanEvents())
            return nil
        }
    }

    /// Before its process is: a start that ends the server is counted.
    private func noteBegun(_ row: CorpusScanRow) async throws -> CorpusScanRow? {
        guard let next = row.scan.state.after(.began), let place = kit.scanning.ground.place else { return nil }
        let now = kit.time.now()
        return try await kit.store.write { tx in
            var change = CorpusScanChange(of: row, to: next)
            change.begun = row.scan.begun ?? now
            change.ended = nil
            change.starts += 1
            guard try tx.change(row, change) else { return nil }
            tx.noteChange(in: row.workspace)
            return try tx.corpusScanAtWork(at: place)
        }
    }

    private func watch(_ old: Working, at place: String) async throws -> Working? {
        var working = old
        let end = working.process.end()
        working.read()
        let row = try await kit.store.read { try $0.corpusScanAtWork(at: place) }
        guard let row, row.scan.id == working.row.scan.id else {
            // It is nobody's any more.
            working.process.kill()
            return nil
        }
        working.row = row
        if let end {
            let (event, trouble) = working.events.end(end)
            try await settle(row, event, trouble, working.events)
            return nil
        }
        if row.scan.state == .stopping { working.process.kill() }
        try await noteCount(&working)
        return working
    }

    private func noteCount(_ working: inout Working) async throws {
        let (row, count, now) = (working.row, working.events.count, kit.time.steadyMs())
        guard count != working.noted, now - working.notedMs >= ScanKeeper.pause.inMilliseconds else { return }
        try await kit.store.write(as: .fenced, durability: .relaxed) { tx in
            guard try tx.note(count, of: row) else { return }
            tx.noteChange(in: row.workspace)
        }
        working.noted = count
        working.notedMs = now
    }

    private func settle(
        _ row: CorpusScanRow, _ event: CorpusScan.Event, _ trouble: ScanTrouble?, _ events: ScanEvents
    ) async throws {
        guard let next = row.scan.state.after(event) else { return }
        let now = kit.time.now()
        let isSettled = try await kit.store.write { tx in
            var change = CorpusScanChange(of: row, to: next)
            change.ended = now
            if events.count != ScanCount() { change.count = events.count }
            change.verdicts = next == .done ? events.verdicts : nil
            change.trouble = next == .interrupted ? trouble : nil
            guard try tx.change(row, change) else { return false }
            tx.noteChange(in: row.workspace)
            return true
        }
        guard !isSettled, let place = kit.scanning.ground.place else { return }
        // Somebody has asked it to stop just now.
        let moved = try await kit.store.read { try $0.corpusScanAtWork(at: place) }
        if let moved, moved.scan.id == row.scan.id { try await settle(moved, event, trouble, events) }
    }
}
