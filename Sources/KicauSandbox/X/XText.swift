import Foundation
import KicauCore
import KicauText

/// How a text looks on X's wire: its links shortened, its media link behind it, `& < >` escaped.
struct XText: Sendable, Hashable {
    let escaped: String
    let links: [Link]

    /// One shortened link and its place in the escaped text, in code points.
    struct Link: Sendable, Hashable {
        let start: Int
        let end: Int
        let short: String
        let expanded: String
        let mediaKey: String?
    }

    /// `shorts` are the links' short forms, that of what is quoted behind them and those of the media last.
    init(_ text: String, shorts: [String], quote: String?, mediaLinks: [(expanded: String, key: String)]) {
        var escaped = ""
        var links: [Link] = []
        var length = 0
        var from = text.startIndex
        var rest = shorts[...]
        func put(_ piece: some StringProtocol) {
            let safe = Self.escape(piece)
            escaped += safe
            length += safe.unicodeScalars.count
        }
        func link(_ short: String, _ expanded: String, _ keys: [String?]) {
            let end = length + short.unicodeScalars.count
            for key in keys {
                links.append(Link(start: length, end: end, short: short, expanded: expanded, mediaKey: key))
            }
            escaped += short
            length = end
        }
        for found in Entities.urls(in: text) {
            guard let short = rest.popFirst() else { break }
            put(text[from..<found.range.lowerBound])
            link(short, Self.full(found.value), [nil])
            from = found.range.upperBound
        }
        put(text[from...])
        if let quote, let short = rest.popFirst() {
            if !escaped.isEmpty { put(" ") }
            link(short, quote, [nil])
        }
        if let first = mediaLinks.first, let short = rest.popFirst() {
            if !escaped.isEmpty { put(" ") }
            link(short, first.expanded, mediaLinks.map(\.key))
        }
        self.escaped = escaped
        self.links = links
    }

    static func escape(_ text: some StringProtocol) -> String {
        text.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
            .replacingOccurrences(of: ">", with: "&gt;")
    }

    private static func full(_ address: String) -> String {
        address.lowercased().hasPrefix("http") ? address : "http://\(address)"
    }
}

extension XText.Link {
    /// "example.org/menu", cut as the app cuts it.
    var display: String {
        if mediaKey != nil { return "pic.x.com/" + short.split(separator: "/").suffix(1).joined() }
        var bare = expanded
        for start in ["https://", "http://"] where bare.hasPrefix(start) { bare.removeFirst(start.count) }
        if bare.hasPrefix("www.") { bare.removeFirst(4) }
        return bare.count > 27 ? String(bare.prefix(26)) + "…" : bare
    }

    var json: JSONValue {
        .members([
            "start": .integer(Int64(start)), "end": .integer(Int64(end)), "url": .string(short),
            "expanded_url": .string(expanded), "display_url": .string(display),
            "media_key": mediaKey.map { .string($0) },
        ])
    }
}

extension XSimulator {
    /// A post with a short form for each of its links.
    func linked(_ post: LivePost) -> LivePost {
        var copy = post
        if copy.own["mediaKeys"] == nil {
            copy.own["mediaKeys"] = .array(
                post.media.map { .string(($0.type.hasPrefix("video/") ? "7_" : "3_") + $0.id) }
            )
        }
        let behind = [!post.media.isEmpty, quotedLink(of: post) != nil].count(where: { $0 })
        let count = Entities.urls(in: post.text).count + behind
        copy.own["shorts"] = .array((0..<count).map { _ in .string("https://t.co/" + ground.secret(10)) })
        return copy
    }

    func text(of post: LivePost) -> XText {
        let shorts = (post.own["shorts"]?.array ?? []).compactMap(\.string)
        let keys = (post.own["mediaKeys"]?.array ?? []).compactMap(\.string)
        let isFilm = post.media.first?.type.hasPrefix("video/") ?? false
        let expanded = "https://x.com/\(post.handle)/status/\(post.id)/\(isFilm ? "video" : "photo")/1"
        return XText(
            lead(of: post) + post.text, shorts: shorts, quote: quotedLink(of: post),
            mediaLinks: keys.map { (expanded, $0) })
    }

    /// What the create call gives back.
    func wireText(of post: LivePost) -> String { text(of: post).escaped }

    func editHistory(of post: LivePost) -> [String] {
        var all = (post.own["edits"]?.array ?? []).compactMap(\.string) + [post.id]
        // Each version names all others, those that came after it too.
        while let next = all.last.flatMap({ ground.post($0)?.own["supersededBy"]?.string }) { all.append(next) }
        return all
    }
}
