/// Budgets within the workspace's own: of a network, an account, a campaign, or all that language models cost.
///
/// An allowance is the wish, a purse is one month of it; without a limit both go on counting. What a hold was taken out of is written with the hold, so that it
/// goes back there whatever has been wished since.
enum PurseSchema {
    static let statements = [
        """
        CREATE TABLE campaign (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            name TEXT NOT NULL,
            made_ms INTEGER NOT NULL,
            ended_ms INTEGER,
            UNIQUE (workspace_id, name)
        ) STRICT
        """,
        "ALTER TABLE post ADD COLUMN campaign_id INTEGER REFERENCES campaign (id)",
        "CREATE INDEX post_campaign ON post (campaign_id, sort_ms) WHERE campaign_id IS NOT NULL",
        """
        CREATE TABLE allowance (
            id INTEGER PRIMARY KEY,
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            scope TEXT NOT NULL CHECK (scope IN ('network', 'account', 'campaign', 'ai')),
            subject TEXT NOT NULL,
            cap_micro_usd INTEGER CHECK (cap_micro_usd >= 0),
            is_hard INTEGER NOT NULL CHECK (is_hard IN (0, 1)),
            UNIQUE (workspace_id, scope, subject)
        ) STRICT
        """,
        """
        CREATE TABLE purse (
            id INTEGER PRIMARY KEY,
            allowance_id INTEGER NOT NULL REFERENCES allowance (id),
            month TEXT NOT NULL CHECK (length(month) = 7),
            cap_micro_usd INTEGER,
            is_hard INTEGER NOT NULL,
            posted_micro_usd INTEGER NOT NULL DEFAULT 0,
            pending_micro_usd INTEGER NOT NULL DEFAULT 0 CHECK (pending_micro_usd >= 0),
            UNIQUE (allowance_id, month)
        ) STRICT
        """,
        "ALTER TABLE workspace ADD COLUMN cap_is_hard INTEGER NOT NULL DEFAULT 1",
        "ALTER TABLE budget ADD COLUMN is_hard INTEGER NOT NULL DEFAULT 1",
        // By network, which plan is paid for: {"x": "Basic"}.
        "ALTER TABLE workspace ADD COLUMN plans TEXT NOT NULL DEFAULT '{}'",
        "ALTER TABLE hold ADD COLUMN account_id INTEGER",
        "ALTER TABLE hold ADD COLUMN campaign_id INTEGER",
        // The purses it was taken out of: ",4,17,".
        "ALTER TABLE hold ADD COLUMN purses TEXT NOT NULL DEFAULT ''",
        """
        UPDATE hold SET account_id = (SELECT account_id FROM delivery WHERE delivery.id = hold.delivery_id)
        WHERE delivery_id IS NOT NULL
        """,
        "ALTER TABLE meter_event ADD COLUMN account_id INTEGER",
        // What was warned of, so that it is said once.
        """
        CREATE TABLE budget_warning (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            scope TEXT NOT NULL,
            subject TEXT NOT NULL,
            month TEXT NOT NULL,
            crossing TEXT NOT NULL,
            at_ms INTEGER NOT NULL,
            PRIMARY KEY (workspace_id, scope, subject, month, crossing)
        ) STRICT
        """,
    ]
}
