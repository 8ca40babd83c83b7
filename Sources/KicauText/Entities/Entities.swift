/// Finds in a text what X would link, by the rules of twitter-text.
public enum Entities {
    /// Links, with or without a scheme.
    public static func urls(in text: String) -> [Entity] {
        let scalars = Scalars(text)
        return scalars.entities(scalars.twitterLinks(), in: text)
    }

    /// Mentions of people, not of their lists.
    public static func mentions(in text: String) -> [Entity] {
        mentionsOrLists(in: text).filter(\.listSlug.isEmpty)
    }

    /// Mentions of people and of their lists.
    public static func mentionsOrLists(in text: String) -> [Entity] {
        let scalars = Scalars(text)
        return scalars.entities(scalars.twitterMentions(), in: text)
    }

    /// Hashtags that are not part of a link.
    public static func hashtags(in text: String) -> [Entity] {
        let scalars = Scalars(text)
        let tags = scalars.twitterHashtags()
        guard !tags.isEmpty else { return [] }
        let outside = (scalars.twitterLinks() + tags).withoutOverlaps().filter { $0.kind == .hashtag }
        return scalars.entities(outside, in: text)
    }

    /// Cashtags: `$` and the letters of a listed company.
    public static func cashtags(in text: String) -> [Entity] {
        let scalars = Scalars(text)
        return scalars.entities(scalars.twitterCashtags(), in: text)
    }

    /// The name a text answers to: a mention before anything else.
    public static func replyScreenName(in text: String) -> String? {
        let scalars = Scalars(text)
        let sign = scalars.end(from: 0) { $0.isSpace || $0.isDirectional }
        guard scalars.at(sign)?.isAtSign == true else { return nil }
        let end = scalars.end(from: sign + 1, limit: 20) { $0.isNameScalar }
        guard end > sign + 1, !scalars.spoilsMention(at: end) else { return nil }
        return scalars.text(sign + 1..<end)
    }
}

extension Scalars {
    /// Links as twitter-text finds them.
    func twitterLinks() -> [Finding] {
        var scanner = LinkScanner(self, scheme: .optional, tail: .twitter)
        return scanner.links().map { Finding(kind: .link, range: $0.range, value: text($0.range)) }
    }

    /// All that twitter-text links, in order and without overlaps.
    func twitterFindings() -> [Finding] {
        (twitterLinks() + twitterHashtags() + twitterMentions() + twitterCashtags()).withoutOverlaps()
    }
}
