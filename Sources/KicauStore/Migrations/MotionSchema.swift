/// What moves: videos, and pictures with several frames. Null: it stands still, or was kept before there were videos.
enum MotionSchema {
    static let statements = ["ALTER TABLE media ADD COLUMN motion TEXT"]
}
