/// A workspace may ask for a description of every picture.
enum DescribingSchema {
    static let statements = [
        "ALTER TABLE workspace ADD COLUMN needs_alt INTEGER NOT NULL DEFAULT 0 CHECK (needs_alt IN (0, 1))"
    ]
}
