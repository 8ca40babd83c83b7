public import KicauCore

/// All networks Kicau speaks to. A new one is a folder here and a line in this list.
public enum Registry {
    public static let all: [any Platform] = [
        X(), Facebook(), Instagram(), Threads(), LinkedIn(), Mastodon(), Bluesky(),
    ]

    /// The names each network's calls are priced by: its price books must cover them.
    public static let units: [PlatformID: [String]] = [
        "x": XUnit.units,
        "facebook": FacebookUnit.units,
        "instagram": InstagramUnit.units,
        "threads": ThreadsUnit.units,
        "linkedin": LinkedInUnit.units,
        "mastodon": MastodonUnit.units,
        "bluesky": BlueskyUnit.units,
    ]
}
