import KicauText

/// What is added to an account's links, so that its site's statistics tell where a visitor came from: UTM parameters.
public struct LinkTags: Hashable, Sendable, Codable {
    /// The names analytics programs know (developers.google.com, URL builders, read 2026-11-27).
    public enum Name: String, Hashable, Sendable, Codable, CaseIterable {
        case source = "utm_source"
        case medium = "utm_medium"
        case campaign = "utm_campaign"
        case content = "utm_content"
        case term = "utm_term"
    }

    /// In the order of the names; nothing empty.
    public let tags: [(name: Name, value: String)]

    public static let longest = 100

    /// Values are trimmed; empty ones are left out.
    /// - Throws: `Problem` `.tooLong`.
    public init(_ values: [Name: String]) throws(Problem) {
        var tags: [(Name, String)] = []
        for name in Name.allCases {
            let value = (values[name] ?? "").trimmingWhitespace
            guard value.count <= LinkTags.longest else {
                throw Problem(
                    .tooLong, "\(name.rawValue) has \(value.count) characters; \(LinkTags.longest) are the most.",
                    do: "Shorten it.", field: name.rawValue)
            }
            if !value.isEmpty { tags.append((name, value)) }
        }
        self.tags = tags
    }

    public static let none = LinkTags(tags: [])

    private init(tags: [(name: Name, value: String)]) { self.tags = tags }

    public var isEmpty: Bool { tags.isEmpty }
    public var values: [String: String] {
        Dictionary(tags.map { ($0.name.rawValue, $0.value) }) { first, _ in first }
    }

    public static func == (a: LinkTags, b: LinkTags) -> Bool { a.values == b.values }
    public func hash(into hasher: inout Hasher) { hasher.combine(values) }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.singleValueContainer().decode([String: String].self)
        tags = Name.allCases.compactMap { name in values[name.rawValue].map { (name, $0) } }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}

extension LinkTags {
    /// The same post with every link that has a scheme tagged; what a link says of itself already stays.
    public func applied(to post: Post) -> Post {
        guard !isEmpty else { return post }
        var copy = post
        copy.parts = post.parts.map { part in
            var part = part
            part.text = applied(to: part.text)
            if let url = part.card?.url { part.card?.url = tagged(url) }
            return part
        }
        copy.firstComment = post.firstComment.map(applied(to:))
        return copy
    }

    func applied(to text: String) -> String {
        var bytes = Array(text.utf8)
        for span in spans(in: text, rules: .plain).reversed() where span.kind == .link {
            bytes.replaceSubrange(span.utf8, with: Array(tagged(span.value).utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    func tagged(_ link: String) -> String {
        let halves = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        var address = String(halves[0])
        for (name, value) in tags where !names(in: address).contains(name.rawValue) {
            address += (address.contains("?") ? "&" : "?") + name.rawValue + "=" + PercentEncoding.encoded(value)
        }
        return address + (halves.count > 1 ? "#" + halves[1] : "")
    }

    private func names(in address: String) -> Set<String> {
        guard let mark = address.firstIndex(of: "?") else { return [] }
        let pairs = address[address.index(after: mark)...].split(separator: "&")
        return Set(pairs.map { String($0.prefix { $0 != "=" }) })
    }
}
