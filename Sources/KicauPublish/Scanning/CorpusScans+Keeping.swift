public import KicauCore
import KicauStore

/// How long a scan that is over lies on its node.
extension CorpusScans {
    /// One that is kept stays until somebody deletes it; the others go when they have lain as long as the setting says.
    ///
    /// - Throws: `Problem` `.notPossibleNow`, `.notFound`, `.diskFull`.
    public func keep(_ id: ID<CorpusScan>, _ isKept: Bool, by caller: Caller) async throws {
        let row = try await row(id, for: caller)
        try mustBeHere(row)
        guard !row.scan.state.isAtWork else { throw CorpusScans.worksStill }
        let files = ground.files(row.folder)
        guard realPath(files.folder) != nil else { throw CorpusScans.reportGone }
        try files.keep(isKept)
        try await kit.store.write { tx in
            // The sweep may have taken it before it saw the mark.
            guard try tx.corpusScan(row.scan.id, in: row.workspace, at: row.place) != nil else {
                throw CorpusScans.notHere
            }
            tx.noteChange(in: row.workspace)
        }
    }

    /// With its report, at once. The files of one on another node are nobody's then, and that node sweeps them.
    ///
    /// - Throws: `Problem` `.notPossibleNow`, `.notFound`, `.changedMeanwhile`.
    public func delete(_ id: ID<CorpusScan>, by caller: Caller) async throws {
        let row = try await row(id, for: caller)
        guard !row.scan.state.isAtWork else { throw CorpusScans.worksStill }
        try await kit.store.write { tx in
            guard try tx.drop(row) else { throw Publishing.movedOn }
            tx.noteChange(in: row.workspace)
        }
        if row.scan.isHere { ground.files(row.folder).remove() }
    }
}
