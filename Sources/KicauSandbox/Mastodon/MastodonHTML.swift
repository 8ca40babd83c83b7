/// A status's text as the HTML in which the network gives it back.
struct MastodonHTML {
    /// Where links to people and hashtags lead.
    let origin: String
    /// Whether a name without a domain is somebody here.
    let isLocal: (String) -> Bool
    var marking = Marking.paragraphs

    /// How lines are told apart.
    enum Marking: Sendable, Hashable { case paragraphs, breaks }

    func content(of text: String) -> String {
        let trimmed = text.replacing("\r\n", with: "\n")
        guard !trimmed.isEmpty else { return "" }
        if marking == .breaks { return lines(of: trimmed) }
        return paragraphs(of: trimmed).map { "<p>\(lines(of: $0))</p>" }.joined()
    }

    private func paragraphs(of text: String) -> [String] {
        var out: [String] = []
        var lines: [Substring] = []
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty, !lines.isEmpty {
                out.append(lines.joined(separator: "\n"))
                lines = []
            } else if !line.isEmpty {
                lines.append(line)
            }
        }
        return lines.isEmpty ? out : out + [lines.joined(separator: "\n")]
    }

    private func lines(of paragraph: String) -> String {
        MastodonText(paragraph).pieces.map(html(of:)).joined().replacing("\n", with: "<br />")
    }

    private func html(of piece: MastodonText.Piece) -> String {
        switch piece {
        case .plain(let text): return Self.escape(text)
        case .link(let url): return link(url)
        case .mention(let name, let domain): return mention(name, domain)
        case .hashtag(let tag):
            let path = "\(origin)/tags/\(Self.escape(tag.lowercased()))"
            return "<a href=\"\(path)\" class=\"mention hashtag\" rel=\"tag\">#<span>\(Self.escape(tag))</span></a>"
        }
    }

    /// The scheme is hidden and a long address is cut for the eye; the whole stays in the element's text.
    private func link(_ url: String) -> String {
        let scheme = url.hasPrefix("https://") ? "https://" : "http://"
        let prefix = url.dropFirst(scheme.count).hasPrefix("www.") ? scheme + "www." : scheme
        let shown = url.dropFirst(prefix.count).prefix(30)
        let hidden = url.dropFirst(prefix.count + shown.count)
        return "<a href=\"\(Self.escape(url))\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\">"
            + "<span class=\"invisible\">\(prefix)</span>"
            + "<span class=\"\(hidden.isEmpty ? "" : "ellipsis")\">\(Self.escape(String(shown)))</span>"
            + "<span class=\"invisible\">\(Self.escape(String(hidden)))</span></a>"
    }

    /// Nobody knows people of other servers here, so only names of this one become links.
    private func mention(_ name: String, _ domain: String?) -> String {
        guard domain == nil, isLocal(name) else {
            return Self.escape("@\(name)" + (domain.map { "@\($0)" } ?? ""))
        }
        return "<span class=\"h-card\" translate=\"no\"><a href=\"\(origin)/@\(name)\" class=\"u-url mention\">"
            + "@<span>\(name)</span></a></span>"
    }

    static func escape(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").replacing("'", with: "&#39;")
    }
}
