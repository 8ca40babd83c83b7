/// Other words that were put in the place of what was published.
enum EditionSchema {
    static let statements = [
        """
        CREATE TABLE edition (
            id INTEGER PRIMARY KEY,
            delivery_id INTEGER NOT NULL REFERENCES delivery (id),
            part INTEGER NOT NULL,
            rendered TEXT NOT NULL,
            author_name TEXT NOT NULL,
            at_ms INTEGER NOT NULL
        ) STRICT
        """,
        "CREATE INDEX edition_delivery ON edition (delivery_id, id)",
    ]
}
