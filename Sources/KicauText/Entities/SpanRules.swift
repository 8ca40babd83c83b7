/// Whose rules say what is a link, a mention or a tag.
public enum SpanRules: String, Hashable, Sendable, Codable, CaseIterable {
    /// twitter-text: bare domains are links, and so are cashtags.
    case x
    /// Links with or without a scheme (the value always has one), `@handle.domain`, `#tag`.
    case bluesky
    /// Only `http(s)://` makes a link; `@user` and `@user@host`; `#tag`.
    case mastodon
    /// Links with a scheme and `#tag`: networks without a known grammar.
    case plain
}

/// The spans of a text in order of appearance; no two overlap.
public func spans(in text: String, rules: SpanRules) -> [TextSpan] {
    let scalars = Scalars(text)
    let findings =
        switch rules {
        case .x: scalars.twitterFindings().map(\.withoutList)
        case .bluesky: scalars.blueskyFindings()
        case .mastodon: scalars.mastodonFindings()
        case .plain: (scalars.openLinks(scheme: .required) + scalars.twitterHashtags()).withoutOverlaps()
        }
    return scalars.entities(findings, in: text).map { TextSpan(kind: $0.kind, value: $0.value, utf8: $0.utf8) }
}

extension Finding {
    /// X links the person alone nowadays, not the list behind the name.
    fileprivate var withoutList: Finding {
        let listLength = listSlug.unicodeScalars.count
        return Finding(kind: kind, range: range.lowerBound..<range.upperBound - listLength, value: value)
    }
}

extension Scalars {
    /// Links whose paths may be in any script; the value always has a scheme.
    func openLinks(scheme: LinkScanner.Scheme) -> [Finding] {
        var scanner = LinkScanner(self, scheme: scheme, tail: .open)
        return scanner.links().map { link in
            let address = text(link.range)
            return Finding(kind: .link, range: link.range, value: link.hasScheme ? address : "https://" + address)
        }
    }
}
