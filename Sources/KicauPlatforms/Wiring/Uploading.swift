import KicauCore

/// How long bytes may be on their way.
enum Uploading {
    /// A slow line of one megabit a second still brings it there.
    static func deadline(bytes: Int) -> Duration { .seconds(60 + bytes / 125_000) }

    /// A step that uploads in pieces notes how far it is after so long, so that a crash does not cost all of it.
    static let stretch = Duration.seconds(10)
}
