/// Finds links in one pass, from left to right; what a link has taken is never read again.
struct LinkScanner {
    /// Which links count.
    enum Scheme {
        case required
        case optional
    }

    /// What may follow the host.
    enum Tail {
        /// Paths as twitter-text reads them: Latin and Cyrillic, balanced parentheses, t.co cut short.
        case twitter
        /// Paths in any script, up to a space or a closing sign.
        case open
    }

    /// A link by its scalar offsets.
    struct Link {
        /// All of it, scheme and path included.
        let range: Range<Int>
        /// The host alone.
        let host: Range<Int>

        /// Whether it begins with `http://` or `https://`.
        var hasScheme: Bool { host.lowerBound > range.lowerBound }
    }

    private static let longestLink = 4_096
    private static let longestShortLinkSlug = 40

    private let scalars: Scalars
    private let scheme: Scheme
    private let tail: Tail
    private var run: HostRun?

    init(_ scalars: Scalars, scheme: Scheme, tail: Tail) {
        self.scalars = scalars
        self.scheme = scheme
        self.tail = tail
    }

    /// All links that count, in order.
    mutating func links() -> [Link] {
        var found: [Link] = []
        var position = 0
        var taken = 0
        while position < scalars.count {
            guard mayStart(at: position, after: taken), let link = link(at: position) else {
                position += 1
                continue
            }
            if let accepted = accepted(link) { found.append(accepted) }
            position = link.range.upperBound
            taken = position
        }
        return found
    }

    /// The character before a link must be free, and must not tie the link to a word, mention, tag or price.
    private func mayStart(at position: Int, after taken: Int) -> Bool {
        guard HostRun.Alphabet.latin.contains(scalars[position]) else { return false }
        guard position > 0 else { return true }
        guard position > taken else { return false }
        let before = scalars[position - 1]
        return
            !(before.isASCIIAlphanumeric || before.isAtSign || before.isHashSign || before == "$"
            || before.isForbidden)
    }

    private mutating func link(at position: Int) -> Link? {
        if let start = schemeEnd(from: position), let end = hostEnd(afterSchemeAt: start) {
            return link(from: position, host: start..<end)
        }
        return latinHostEnd(from: position).map { link(from: position, host: position..<$0) }
    }

    /// Latin first: in `https://kicau.example。次` the sentence goes on without a space.
    private mutating func hostEnd(afterSchemeAt start: Int) -> Int? {
        latinHostEnd(from: start) ?? HostRun(in: scalars, from: start, alphabet: .anyScript).hostEnd(from: start)
    }

    private mutating func latinHostEnd(from start: Int) -> Int? {
        if run?.range.contains(start) != true { run = HostRun(in: scalars, from: start, alphabet: .latin) }
        return run?.hostEnd(from: start)
    }

    private func schemeEnd(from position: Int) -> Int? {
        if scalars.has("https://", at: position) { return position + 8 }
        return scalars.has("http://", at: position) ? position + 7 : nil
    }

    private func link(from start: Int, host: Range<Int>) -> Link {
        var end = host.upperBound
        if scalars.at(end) == ":" {
            let portEnd = scalars.end(from: end + 1) { $0.isDigit }
            if portEnd > end + 1 { end = portEnd }
        }
        switch tail {
        case .twitter: end = TwitterPath.end(in: scalars, from: end)
        case .open: end = OpenPath.end(in: scalars, from: end)
        }
        return Link(range: start..<end, host: host)
    }

    /// A link that was read may still be refused; the text it covers stays read.
    private func accepted(_ link: Link) -> Link? {
        if !link.hasScheme {
            guard scheme == .optional else { return nil }
            let before = scalars.at(link.range.lowerBound - 1)
            if before == "-" || before == "_" || before == "." || before == "/" { return nil }
        }
        guard let accepted = cutShort(link) else { return nil }
        guard let hostLength = Punycode.asciiLength(ofHost: scalars.all[link.host]) else { return nil }
        let length = accepted.range.count - link.host.count + hostLength + (link.hasScheme ? 0 : 8)
        return length <= Self.longestLink ? accepted : nil
    }

    /// X's own short links end with their slug (and query), whatever sticks to them.
    private func cutShort(_ link: Link) -> Link? {
        guard tail == .twitter, link.hasScheme, link.host.count == 4 else { return link }
        guard scalars.has("t.co/", at: link.host.lowerBound) else { return link }
        let slugStart = link.host.upperBound + 1
        let slugEnd = scalars.end(from: slugStart) { $0.isASCIIAlphanumeric }
        guard slugEnd > slugStart else { return link }
        guard slugEnd - slugStart <= Self.longestShortLinkSlug else { return nil }
        let end = TwitterPath.queryEnd(in: scalars, from: slugEnd) ?? slugEnd
        return Link(range: link.range.lowerBound..<end, host: link.host)
    }
}
