/// Time in its own right: which of two equal wall times is meant.
enum RhythmSchema {
    static let statements = [
        "ALTER TABLE post ADD COLUMN due_fold INTEGER NOT NULL DEFAULT 0 CHECK (due_fold IN (0, 1))"
    ]
}
