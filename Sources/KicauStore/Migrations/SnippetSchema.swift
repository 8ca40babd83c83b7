/// Texts that a workspace uses by name.
enum SnippetSchema {
    static let statements = [
        """
        CREATE TABLE snippet (
            workspace_id INTEGER NOT NULL REFERENCES workspace (id),
            name TEXT NOT NULL,
            text TEXT NOT NULL,
            PRIMARY KEY (workspace_id, name)
        ) STRICT
        """
    ]
}
