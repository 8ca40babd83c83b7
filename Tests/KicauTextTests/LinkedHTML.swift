import KicauText

/// What a line of twitter-text's expected HTML links: the text without its marks, and the places of the links.
///
/// Only `<a …>` and `</a>` are marks, and `<em>` where a suite puts it: the texts themselves hold other tags, and stay as
/// they are. Inside a link `&amp;` stands for `&`. Read by scalars: a mark may run into the sign that follows it.
struct LinkedHTML {
    struct Place: Equatable {
        /// Nil: a link that says neither where it goes nor of what kind it is.
        let kind: TextSpan.Kind?
        /// In Unicode scalars; a mention's sign stands before the link and belongs to the entity.
        let codePoints: Range<Int>
    }

    private(set) var plain = String.UnicodeScalarView()
    private(set) var places: [Place] = []
    /// What stands between `<em>` and `</em>`, links left out.
    private(set) var highlighted: [String] = []

    private let scalars: [Unicode.Scalar]
    private var next = 0
    private var link: (start: Int, opening: String)?
    private var highlightStart: Int?

    init(_ html: String, highlights: Bool = false) {
        scalars = Array(html.unicodeScalars)
        while next < scalars.count {
            if readLink() || (highlights && readHighlight()) { continue }
            plain.append(scalars[next])
            next += 1
        }
    }

    private mutating func readLink() -> Bool {
        if stands("<a>") || stands("<a "), let end = scalars[next...].firstIndex(of: ">") {
            link = (plain.count, String(String.UnicodeScalarView(scalars[next..<end])))
            next = end + 1
            return true
        }
        guard let (start, opening) = link else { return false }
        if skip("&amp;") {
            plain.append("&")
            return true
        }
        guard skip("</a>") else { return false }
        link = nil
        let kind = Self.kind(of: opening)
        places.append(Place(kind: kind, codePoints: start - (kind == .mention ? 1 : 0)..<plain.count))
        return true
    }

    private mutating func readHighlight() -> Bool {
        if skip("<em>") {
            highlightStart = plain.count
            return true
        }
        guard skip("</em>") else { return false }
        if let start = highlightStart { highlighted.append(String(String.UnicodeScalarView(plain.dropFirst(start)))) }
        highlightStart = nil
        return true
    }

    private func stands(_ mark: String) -> Bool { scalars[next...].starts(with: mark.unicodeScalars) }

    private mutating func skip(_ mark: String) -> Bool {
        guard stands(mark) else { return false }
        next += mark.unicodeScalars.count
        return true
    }

    private static func kind(of opening: String) -> TextSpan.Kind? {
        if opening.contains("username\"") || opening.contains("list-slug\"") { return .mention }
        if opening.contains("tweet-url hashtag") { return .hashtag }
        if opening.contains("tweet-url cashtag") { return .cashtag }
        // The suite of highlights writes mentions without a class.
        if opening.contains("href=\"http://twitter.com/") { return .mention }
        return opening.contains("href=") ? .link : nil
    }
}
