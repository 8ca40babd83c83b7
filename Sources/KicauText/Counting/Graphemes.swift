/// Counts characters as a reader sees them: extended grapheme clusters, which Bluesky and Mastodon count.
public enum Graphemes {
    /// The number of clusters.
    public static func count(_ text: String) -> Int { text.count }
}
