/// How many pages a document has. Null: it is none, or that could not be told.
enum DocumentSchema {
    static let statements = ["ALTER TABLE media ADD COLUMN pages INTEGER"]
}
