public import KicauCore
import KicauStore

/// Scans of files on this server for what the workspace has published: started, stopped, gone on with, read.
///
/// Only for those who manage the workspace: what a file of the server holds is quoted in the report.
public struct CorpusScans: Sendable {
    let kit: Kit

    public static let mostShown = 100
    public static let mostCorpora = 50

    var ground: ScanGround { kit.scanning.ground }

    /// Newest first.
    public func list(for caller: Caller) async throws -> [CorpusScan] {
        try caller.must(.scan)
        return try await kit.store.read { [ground] in
            try $0.corpusScans(in: caller.workspace.id, at: ground.place, limit: CorpusScans.mostShown)
        }.map(ground.seen)
    }

    public func scan(_ id: ID<CorpusScan>, for caller: Caller) async throws -> CorpusScan {
        ground.seen(try await row(id, for: caller))
    }

    /// What can be scanned, and what would be looked for.
    public func offer(for caller: Caller) async throws -> ScanOffer {
        try caller.must(.scan)
        let shelf = CorpusShelf(folders: ground.folders)
        let place = ground.place
        let busy = try await kit.store.read { tx in
            guard let place else { return false }
            return try tx.corpusScanAtWork(at: place) != nil
        }
        return ScanOffer(
            // While one runs nothing can be chosen, and its page looks here again and again.
            isSet: !ground.folders.isEmpty, corpora: busy ? [] : await shelf.listed(), missing: shelf.missing(),
            posts: try await ScanPosts(store: kit.store, workspace: caller.workspace.id).count(), isBusy: busy)
    }

    public func start(_ ask: ScanAsk, by caller: Caller) async throws -> ID<CorpusScan> {
        try caller.must(.scan)
        guard !ground.folders.isEmpty, let place = ground.place else { throw CorpusScans.notSet }
        let names = try checked(ask)
        let folder = kit.makeName()
        let files = ground.files(folder)
        try files.make()
        do {
            let written = try await ScanPosts(store: kit.store, workspace: caller.workspace.id).write(to: files.posts)
            guard written.posts > 0 else { throw CorpusScans.nothingPublished }
            guard written.longEnough > 0 else { throw CorpusScans.nothingLongEnough }
            let order = ScanOrder(corpora: names.corpora, background: names.background, posts: written.texts)
            let new = NewCorpusScan(place: place, folder: folder, order: order, startedBy: caller.signature)
            let now = kit.time.now()
            let id = try await kit.store.write { tx in
                guard let id = try tx.addCorpusScan(new, in: caller.workspace.id, at: now) else {
                    throw CorpusScans.busy
                }
                tx.noteChange(in: caller.workspace.id)
                return id
            }
            kit.scanning.bell.ring()
            return id
        } catch {
            files.remove()
            throw error
        }
    }

    public func stop(_ id: ID<CorpusScan>, by caller: Caller) async throws {
        let row = try await row(id, for: caller)
        guard let next = row.scan.state.after(.askedToStop) else {
            throw Problem(
                .notPossibleNow, "This scan does not run, so it cannot be stopped.", do: "Reload the page.")
        }
        // Another node may be gone for ever. If it is not, it sees that the scan is nobody's any more.
        try await move(row, to: row.scan.isHere ? next : .stopped, starts: row.starts)
    }

    /// From its checkpoint.
    public func goOn(_ id: ID<CorpusScan>, by caller: Caller) async throws {
        let row = try await row(id, for: caller)
        guard let next = row.scan.state.after(.askedToGoOn) else {
            throw Problem(
                .notPossibleNow, "This scan runs or is done, so it cannot go on.", do: "Reload the page.")
        }
        try mustBeHere(row)
        guard !ground.folders.isEmpty else { throw CorpusScans.notSet }
        let place = row.place
        guard try await kit.store.read({ try $0.corpusScanAtWork(at: place) }) == nil else { throw CorpusScans.busy }
        do {
            try await move(row, to: next, starts: 0)
        } catch is RuleOfSchemaBroken {
            // Another was started between the look and the write.
            throw CorpusScans.busy
        }
    }

    /// Where the report of a scan that is done lies.
    public func report(_ id: ID<CorpusScan>, _ kind: ScanReport, for caller: Caller) async throws -> String {
        let row = try await row(id, for: caller)
        guard row.scan.state == .done else {
            throw Problem(
                .notPossibleNow, "This scan has no report yet.", do: "Wait until it is done, or let it go on.")
        }
        try mustBeHere(row)
        let files = ground.files(row.folder)
        let path =
            switch kind {
            case .page: files.page
            case .lines: files.lines
            }
        guard realPath(path) != nil else { throw CorpusScans.reportGone }
        return path
    }

    func row(_ id: ID<CorpusScan>, for caller: Caller) async throws -> CorpusScanRow {
        try caller.must(.scan)
        let found = try await kit.store.read { [ground] in
            try $0.corpusScan(id, in: caller.workspace.id, at: ground.place)
        }
        guard let found else { throw CorpusScans.notHere }
        return found
    }

    func mustBeHere(_ row: CorpusScanRow) throws(Problem) {
        guard row.scan.isHere else {
            throw Problem(
                .notPossibleNow, "This scan was made on another node, and its files are there.",
                do: "Open the page at that node's own address.")
        }
    }

    private func move(_ row: CorpusScanRow, to state: CorpusScan.State, starts: Int) async throws {
        let now = kit.time.now()
        try await kit.store.write { tx in
            var change = CorpusScanChange(of: row, to: state)
            change.starts = starts
            change.ended = state.isAtWork ? nil : now
            guard try tx.change(row, change) else { throw Publishing.movedOn }
            tx.noteChange(in: row.workspace)
        }
        kit.scanning.bell.ring()
    }
}
