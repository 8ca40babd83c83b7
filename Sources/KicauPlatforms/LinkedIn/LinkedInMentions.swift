public import KicauCore
import KicauText

/// A text in which the author mentions somebody in LinkedIn's own form, `@[Kicau](urn:li:organization:123)`.
///
/// A reader sees the name. LinkedIn links it where it is the very name of who is meant, and shows it plain otherwise.
struct LinkedInMentions {
    let shown: String
    /// What is live in it; a mention's value is the urn.
    let spans: [TextSpan]

    init(in written: String) {
        var shown = ""
        var mentions: [TextSpan] = []
        var rest = written[...]
        while let found = rest.firstMatch(of: LinkedInMentions.form) {
            shown += rest[..<found.range.lowerBound]
            let start = shown.utf8.count
            shown += found.output.1
            mentions.append(
                TextSpan(kind: .mention, value: String(found.output.2), utf8: start..<shown.utf8.count))
            rest = rest[found.range.upperBound...]
        }
        self.init(shown: shown + rest, mentions: mentions)
    }

    init(none text: String) { self.init(shown: text, mentions: []) }

    /// A tag or an address that runs into a name is none.
    private init(shown: String, mentions: [TextSpan]) {
        let others = KicauText.spans(in: shown, rules: .plain).filter { span in
            !mentions.contains { $0.utf8.overlaps(span.utf8) }
        }
        self.shown = shown
        spans = (mentions + others).sorted { $0.utf8.lowerBound < $1.utf8.lowerBound }
    }

    /// A name of one line without brackets, and the urn of a person or an organisation.
    private static var form: Regex<(Substring, Substring, Substring)> {
        /@\[([^\[\]\n]{1,200})\]\((urn:li:(?:person|organization):[A-Za-z0-9_\-]+)\)/
    }
}

extension LinkedIn {
    /// A mention in its author's form again: the name alone would mention nobody.
    public func written(_ part: RenderedPart) -> String {
        let shown = Array(part.shownText.utf8)
        var written: [UInt8] = []
        var place = 0
        for mention in part.spans where mention.kind == .mention && mention.value.hasPrefix("urn:li:") {
            guard mention.utf8.lowerBound >= place, mention.utf8.upperBound <= shown.count else { continue }
            written += shown[place..<mention.utf8.lowerBound]
            written += Array("@[".utf8) + shown[mention.utf8] + Array("](\(mention.value))".utf8)
            place = mention.utf8.upperBound
        }
        return String(decoding: written + shown[place...], as: UTF8.self)
    }
}
