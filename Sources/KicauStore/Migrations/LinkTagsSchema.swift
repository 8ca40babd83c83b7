/// What is added to an account's links. Null: nothing.
enum LinkTagsSchema {
    static let statements = ["ALTER TABLE account ADD COLUMN link_tags TEXT"]
}
