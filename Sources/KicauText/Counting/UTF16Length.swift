/// Counts as JavaScript does, and with it the networks that only say "characters".
public enum UTF16Length {
    /// The number of UTF-16 units.
    public static func count(_ text: String) -> Int { text.utf16.count }
}
