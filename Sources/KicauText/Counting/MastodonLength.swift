/// How long a Mastodon server takes a status to be.
public enum MastodonLength {
    /// The graphemes of warning and text. Each link counts as `urlWeight`, which the server announces as
    /// `characters_reserved_per_url`; a mention counts without the server it names.
    public static func count(text: String, spoiler: String = "", urlWeight: Int = 23) -> Int {
        Graphemes.count(spoiler) + Graphemes.count(countable(text, urlWeight: urlWeight))
    }

    private static func countable(_ text: String, urlWeight: Int) -> String {
        let scalars = Scalars(text)
        let placeholder = String(repeating: "x", count: max(urlWeight, 0))
        var result = ""
        var position = 0
        for finding in scalars.mastodonFindings() {
            result += scalars.text(position..<finding.range.lowerBound)
            switch finding.kind {
            case .link: result += placeholder
            case .mention: result += "@" + finding.value.prefix { $0 != "@" }
            case .hashtag, .cashtag: result += scalars.text(finding.range)
            }
            position = finding.range.upperBound
        }
        return result + scalars.text(position..<scalars.count)
    }
}
