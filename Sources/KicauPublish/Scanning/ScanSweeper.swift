import Foundation
import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Throws scans away that have been over for as long as the setting says, with their reports, and folders that belong to
/// no scan.
///
/// Each node looks after its own data folder.
public struct ScanSweeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.hours(6)
    private static let batch = 200
    /// A folder is made a moment before its scan is written down.
    static let nobodysAge = Duration.days(7)

    private var ground: ScanGround { kit.scanning.ground }

    public func run() async throws {
        await takeTurns(every: ScanSweeper.pause) { await turn() }
    }

    /// One look at all of them; gives how many went.
    @discardableResult
    func turn() async -> Int {
        guard let place = ground.place else { return 0 }
        do {
            let swept = try await sweepOld(at: place) + sweepNobodys()
            if swept > 0 { kit.metrics.count(.swept, "scan", by: Double(swept)) }
            return swept
        } catch {
            kit.log.error("the folder of scans could not be swept", metadata: ["error": "\(error)"])
            return 0
        }
    }

    private func sweepOld(at place: String) async throws -> Int {
        guard let keepsFor = ground.keepsFor else { return 0 }
        let last = kit.time.now() - keepsFor
        var after = ID<CorpusScan>(0)
        var gone = 0
        while true {
            let rows = try await kit.store.read { [after] in
                try $0.corpusScans(endedBefore: last, at: place, after: after, limit: ScanSweeper.batch)
            }
            for row in rows { gone += try await take(row) ? 1 : 0 }
            guard rows.count == ScanSweeper.batch, let end = rows.last?.scan.id else { return gone }
            after = end
        }
    }

    private func take(_ row: CorpusScanRow) async throws -> Bool {
        let files = ground.files(row.folder)
        guard !files.isKept else { return false }
        let isGone = try await kit.store.write { tx in
            // Looked at once more: it may have been kept just now.
            guard !files.isKept, try tx.drop(row) else { return false }
            tx.noteChange(in: row.workspace)
            return true
        }
        if isGone { files.remove() }
        return isGone
    }

    /// What a start that failed left behind, and scans that were deleted from another node. What is kept stays, and so does
    /// what has not the form of ours: somebody put it there.
    private func sweepNobodys() async throws -> Int {
        var rest = folders(touchedBefore: kit.time.now() - ScanSweeper.nobodysAge)[...]
        var gone = 0
        while !rest.isEmpty {
            let some = Array(rest.prefix(ScanSweeper.batch))
            rest = rest.dropFirst(some.count)
            let known = try await kit.store.read { try $0.corpusScanFolders(among: some) }
            for name in some where !known.contains(name) {
                ground.files(name).remove()
                if realPath(ground.files(name).folder) == nil { gone += 1 }
            }
        }
        return gone
    }

    private func folders(touchedBefore last: Instant) -> [String] {
        // Not there: nobody has scanned yet.
        let names = try? FileManager.default.contentsOfDirectory(atPath: ground.home)  // see above
        return (names ?? []).filter { name in
            guard ground.files(name).isOurs, !ground.files(name).isKept else { return false }
            var found = stat()
            guard lstat(ground.home + "/" + name, &found) == 0, found.st_mode & S_IFMT == S_IFDIR else { return false }
            #if canImport(Darwin)
                return Instant(seconds: Int64(found.st_mtimespec.tv_sec)) < last
            #else
                return Instant(seconds: Int64(found.st_mtim.tv_sec)) < last
            #endif
        }
    }
}
