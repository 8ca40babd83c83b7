/// Scans of files on the server, for the traces of a workspace's posts.
enum CorpusScanSchema {
    static let statements = [
        // Its files lie on one node: `place` is that node's data folder, `folder` where in it.
        """
        CREATE TABLE corpus_scan (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            place TEXT NOT NULL,
            folder TEXT NOT NULL UNIQUE,
            state TEXT NOT NULL
                CHECK (state IN ('waiting', 'running', 'stopping', 'stopped', 'interrupted', 'done')),
            scan_order TEXT NOT NULL,
            started_by TEXT NOT NULL,
            asked_ms INTEGER NOT NULL,
            begun_ms INTEGER,
            ended_ms INTEGER,
            starts INTEGER NOT NULL DEFAULT 0,
            scan_count TEXT NOT NULL,
            verdicts TEXT,
            trouble TEXT,
            CHECK ((state = 'done') = (verdicts IS NOT NULL))
        ) STRICT
        """,
        // One at a time on each node.
        """
        CREATE UNIQUE INDEX corpus_scan_at_work ON corpus_scan (place)
            WHERE state IN ('waiting', 'running', 'stopping')
        """,
        "CREATE INDEX corpus_scan_workspace ON corpus_scan (workspace_id, id)",
    ]
}
