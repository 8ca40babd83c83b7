/// Who is told of a budget, and whether they were.
///
/// What is to be told is written together with the warning, so that a letter is neither lost nor sent twice: whoever sends it
/// takes it first.
enum WarningSchema {
    static let statements = [
        "CREATE INDEX hold_campaign ON hold (campaign_id, state) WHERE campaign_id IS NOT NULL",
        // As it stood when it was reached.
        "ALTER TABLE budget_warning ADD COLUMN cap_micro_usd INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE budget_warning ADD COLUMN used_micro_usd INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE budget_warning ADD COLUMN is_hard INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE budget_warning ADD COLUMN put_away_ms INTEGER",
        """
        CREATE TABLE warning_hook (
            workspace_id INTEGER PRIMARY KEY REFERENCES workspace (id),
            url TEXT NOT NULL,
            sealed_secret BLOB NOT NULL,
            set_by TEXT NOT NULL,
            set_ms INTEGER NOT NULL
        ) STRICT
        """,
        """
        CREATE TABLE warning_notice (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            month TEXT NOT NULL,
            crossing TEXT NOT NULL,
            reader TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'taken', 'told', 'unsure', 'given-up')),
            tries INTEGER NOT NULL DEFAULT 0,
            next_ms INTEGER NOT NULL,
            made_ms INTEGER NOT NULL,
            trouble TEXT
        ) STRICT
        """,
        "CREATE INDEX warning_notice_open ON warning_notice (next_ms) WHERE state IN ('open', 'taken')",
        "CREATE INDEX warning_notice_story ON warning_notice (workspace_id, id)",
    ]
}
