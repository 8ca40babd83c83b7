/// What each delivery writes about its workspace is copied from a row that refers to it already.
enum LeanChecksSchema {
    /// PostgreSQL locks the workspace's row at each check, and every commit of a delivery changes that row.
    static let onPostgres = [
        "ALTER TABLE outbox DROP CONSTRAINT outbox_workspace_id_fkey",
        "ALTER TABLE meter_event DROP CONSTRAINT meter_event_workspace_id_fkey",
    ]
}
