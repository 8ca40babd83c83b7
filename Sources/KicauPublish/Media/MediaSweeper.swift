import Foundation
import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Throws files away that nothing needs any more: fitted copies, uploads that were never used, half-made files.
///
/// Each node looks after its own folder; what they share is the database, where each thing is thrown away by one of them.
public struct MediaSweeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.hours(6)
    private static let batch = 200
    /// Nobody else writes while these go, so they go a few at a time.
    private static let shutBatch = 50
    /// In one round: the next one finds the rest.
    private static let mostBatches = 20

    public func run() async throws {
        await takeTurns(every: MediaSweeper.pause) { await turn() }
    }

    /// One look at all of it; gives how many files went.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            let sweep = MediaSweep(now: now)
            try await dropRows(at: now)
            let swept = [
                "fitted": try await sweepFitted(sweep),
                "kept": try await sweepNamed("kept", sweep), "thumbnail": try await sweepNamed("thumbnails", sweep),
                "unfinished": take(sweep.unfinished(files(in: "incoming")), from: "incoming", MediaSweep.unfinishedAge),
            ]
            for (kind, count) in swept where count > 0 { kit.metrics.count(.swept, kind, by: Double(count)) }
            return swept.values.reduce(0, +)
        } catch {
            kit.log.error("the media folder could not be swept", metadata: ["error": "\(error)"])
            return 0
        }
    }

    /// With every other writer shut out: whoever shares a file asks whether its pieces are there, and must not be told so
    /// by pieces that are just going.
    private func dropRows(at now: Instant) async throws {
        try await kit.store.write { try $0.dropExpiredGrants(at: now) }
        for _ in 0..<MediaSweeper.mostBatches {
            let gone = try await kit.store.write(as: .shut) { tx in
                max(
                    try tx.dropUnaddressedPieces(most: MediaSweeper.shutBatch),
                    try tx.dropUnusedMedia(madeBefore: now - MediaSweep.unusedAge, most: MediaSweeper.shutBatch).count)
            }
            guard gone == MediaSweeper.shutBatch else { return }
        }
    }

    private func sweepFitted(_ sweep: MediaSweep) async throws -> Int {
        let files = files(in: "fitted")
        guard files.contains(where: { sweep.isOld($0, MediaSweep.fittedAge) }) else { return 0 }
        let needed = try await neededFiles()
        let granted = try await kit.store.read { try $0.grantedFiles() }
        return take(
            sweep.fitted(files, needed: needed, granted: granted), from: "fitted", MediaSweep.fittedAge)
    }

    /// What is to go out still, or may have to go out again.
    private func neededFiles() async throws -> Set<String> {
        var needed: Set<String> = []
        var last = ID<Delivery>(0)
        while true {
            let open = try await kit.store.read { [last] in
                try $0.openRenditions(after: last, most: MediaSweeper.batch)
            }
            for (_, rendition) in open { needed.formUnion(NamedFiles.of(rendition)) }
            guard open.count == MediaSweeper.batch, let end = open.last?.0 else { return needed }
            last = end
        }
    }

    /// Files of which no workspace knows: their last one let go of them, or they never were anybody's.
    private func sweepNamed(_ place: String, _ sweep: MediaSweep) async throws -> Int {
        var rest = sweep.doubtful(files(in: place))[...]
        var gone = 0
        while !rest.isEmpty {
            let some = rest.prefix(MediaSweeper.batch)
            rest = rest.dropFirst(some.count)
            let names = Set(some.compactMap(\.origin)).sorted()
            let nobodys = Set(try await kit.store.read { try $0.unnamed(names) })
            gone += take(
                some.filter { $0.origin.map(nobodys.contains) ?? false }, from: place, MediaSweep.unusedAge)
        }
        return gone
    }

    private func files(in place: String) -> [MediaSweep.File] {
        let folder = "\(kit.media.folder)/\(place)"
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []  // nothing to sweep there
        return names.compactMap { name in
            touched("\(folder)/\(name)").map { MediaSweep.File(name: name, touched: $0) }
        }
    }

    /// Nil: it is gone, or no file.
    private func touched(_ path: String) -> Instant? {
        var found = stat()
        guard lstat(path, &found) == 0, found.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            return Instant(ms: Int64(found.st_mtimespec.tv_sec) * 1000)
        #else
            return Instant(ms: Int64(found.st_mtim.tv_sec) * 1000)
        #endif
    }

    /// Moved aside first, so that who needs one at this moment finds it there, and has touched it, or makes it anew.
    private func take(_ files: [MediaSweep.File], from place: String, _ age: Duration) -> Int {
        let sweep = MediaSweep(now: kit.time.now())
        return files.filter { file in
            let path = "\(kit.media.folder)/\(place)/\(file.name)"
            let aside = kit.media.incomingPath()
            guard rename(path, aside) == 0 else { return false }
            guard let touched = touched(aside), sweep.isOld(.init(name: file.name, touched: touched), age) else {
                rename(aside, path)
                return false
            }
            return unlink(aside) == 0
        }.count
    }
}
