public import KicauCore

/// A scan with what only its node needs to know.
public struct CorpusScanRow: Sendable, Hashable {
    public let scan: CorpusScan
    public let workspace: ID<Workspace>
    public let place: String
    public let folder: String
    /// How often its process was started since a person last asked for it.
    public let starts: Int
}

/// A scan that somebody asks for.
public struct NewCorpusScan: Sendable {
    let place: String
    let folder: String
    let order: ScanOrder
    let startedBy: String

    public init(place: String, folder: String, order: ScanOrder, startedBy: String) {
        self.place = place
        self.folder = folder
        self.order = order
        self.startedBy = startedBy
    }
}

/// What becomes of a scan.
public struct CorpusScanChange: Sendable {
    public let state: CorpusScan.State
    public var begun: Instant?
    public var ended: Instant?
    public var starts: Int
    public var count: ScanCount
    public var verdicts: ScanVerdicts?
    public var trouble: ScanTrouble?

    /// The row as it is, in another state.
    public init(of row: CorpusScanRow, to state: CorpusScan.State) {
        self.state = state
        begun = row.scan.begun
        ended = row.scan.ended
        starts = row.starts
        count = row.scan.count
    }
}

extension Transaction {
    /// Nil: one is at work at that place already.
    public func addCorpusScan(_ new: NewCorpusScan, in workspace: ID<Workspace>, at now: Instant) throws
        -> ID<CorpusScan>?
    {
        try first(
            """
            INSERT INTO corpus_scan (workspace_id, place, folder, state, scan_order, started_by, asked_ms, scan_count)
            VALUES (\(workspace), \(new.place), \(new.folder), 'waiting', \(try JSONText.encode(new.order)),
                \(new.startedBy), \(now), \(try JSONText.encode(ScanCount())))
            ON CONFLICT DO NOTHING RETURNING id
            """, { try $0.id("id") })
    }

    /// - Parameter place: where the question comes from; the report of another place's scan is not to be had here.
    public func corpusScan(_ id: ID<CorpusScan>, in workspace: ID<Workspace>, at place: String?) throws
        -> CorpusScanRow?
    {
        try first("SELECT * FROM corpus_scan WHERE id = \(id) AND workspace_id = \(workspace)") {
            try CorpusScanRow($0, at: place)
        }
    }

    /// Newest first.
    public func corpusScans(in workspace: ID<Workspace>, at place: String?, limit: Int) throws -> [CorpusScanRow] {
        try all("SELECT * FROM corpus_scan WHERE workspace_id = \(workspace) ORDER BY id DESC LIMIT \(limit)") {
            try CorpusScanRow($0, at: place)
        }
    }

    /// The one that has a place for itself, whichever workspace it belongs to.
    public func corpusScanAtWork(at place: String) throws -> CorpusScanRow? {
        try first(
            "SELECT * FROM corpus_scan WHERE place = \(place) AND state IN ('waiting', 'running', 'stopping')"
        ) { try CorpusScanRow($0, at: place) }
    }

    /// False: it has moved on meanwhile.
    public func change(_ row: CorpusScanRow, _ change: CorpusScanChange) throws -> Bool {
        try run(
            """
            UPDATE corpus_scan SET state = \(change.state.rawValue), begun_ms = \(change.begun),
                ended_ms = \(change.ended), starts = \(change.starts), scan_count = \(try JSONText.encode(change.count)),
                verdicts = \(try change.verdicts.map { try JSONText.encode($0) }),
                trouble = \(try change.trouble.map { try JSONText.encode($0) })
            WHERE id = \(row.scan.id) AND state = \(row.scan.state.rawValue) AND starts = \(row.starts)
            """) == 1
    }

    /// Those of a place that ended before an instant and do not work again, oldest first.
    public func corpusScans(
        endedBefore last: Instant, at place: String, after id: ID<CorpusScan>, limit: Int
    ) throws -> [CorpusScanRow] {
        try all(
            """
            SELECT * FROM corpus_scan
            WHERE place = \(place) AND state IN ('stopped', 'interrupted', 'done') AND ended_ms < \(last) AND id > \(id)
            ORDER BY id LIMIT \(limit)
            """
        ) { try CorpusScanRow($0, at: place) }
    }

    /// False: it has moved on meanwhile.
    public func drop(_ row: CorpusScanRow) throws -> Bool {
        try run(
            """
            DELETE FROM corpus_scan
            WHERE id = \(row.scan.id) AND state = \(row.scan.state.rawValue) AND starts = \(row.starts)
            """) == 1
    }

    /// Those of the names that are the folder of a scan.
    public func corpusScanFolders(among names: [String]) throws -> Set<String> {
        guard !names.isEmpty else { return [] }
        return Set(
            try all("SELECT folder FROM corpus_scan WHERE folder IN (\(list: names))", { try $0.text("folder") }))
    }

    /// How far it is; nothing else about it changes.
    public func note(_ count: ScanCount, of row: CorpusScanRow) throws -> Bool {
        try run(
            """
            UPDATE corpus_scan SET scan_count = \(try JSONText.encode(count))
            WHERE id = \(row.scan.id) AND state = \(row.scan.state.rawValue) AND starts = \(row.starts)
            """) == 1
    }
}

extension CorpusScanRow {
    fileprivate init(_ row: Row, at place: String?) throws {
        let own = try row.text("place")
        scan = CorpusScan(
            id: try row.id("id"), state: try row.word("state"), order: try row.json("scan_order"),
            startedBy: try row.text("started_by"), asked: try row.instant("asked_ms"),
            begun: try row.instantOrNil("begun_ms"), ended: try row.instantOrNil("ended_ms"),
            count: try row.json("scan_count"), verdicts: try row.jsonOrNil("verdicts"),
            trouble: try row.jsonOrNil("trouble"), isHere: own == place)
        workspace = try row.id("workspace_id")
        self.place = own
        folder = try row.text("folder")
        starts = try row.int("starts")
    }
}
