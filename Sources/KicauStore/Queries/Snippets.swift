public import KicauCore

extension Transaction {
    public func snippets(of workspace: ID<Workspace>) throws -> Snippets {
        let rows = try all(
            "SELECT name, text FROM snippet WHERE workspace_id = \(workspace) ORDER BY name",
            { (try $0.text("name"), try $0.text("text")) })
        return Snippets(texts: Dictionary(rows) { first, _ in first })
    }

    public func putSnippet(_ name: String, _ text: String, of workspace: ID<Workspace>) throws {
        try also(
            """
            INSERT INTO snippet (workspace_id, name, text) VALUES (\(workspace), \(name), \(text))
            ON CONFLICT (workspace_id, name) DO UPDATE SET text = excluded.text
            """)
    }

    /// - Returns: whether there was one.
    public func dropSnippet(_ name: String, of workspace: ID<Workspace>) throws -> Bool {
        try run("DELETE FROM snippet WHERE workspace_id = \(workspace) AND name = \(name)") == 1
    }
}
