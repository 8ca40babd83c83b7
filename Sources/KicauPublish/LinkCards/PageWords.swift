import KicauCore

/// What a page says of itself to those who show it elsewhere: Open Graph first (ogp.me), then X's own tags, then what
/// every page has. All of it is a stranger's: it is bounded here, and escaped wherever it is shown.
struct PageWords: Hashable {
    var title = ""
    var description = ""
    /// As the page has it; it may be relative to the page.
    var picture: String?

    private static let titles = ["og:title", "twitter:title"]
    private static let descriptions = ["og:description", "twitter:description", "description"]
    private static let pictures = [
        "og:image:secure_url", "og:image", "og:image:url", "twitter:image", "twitter:image:src",
    ]
    private static let wanted = Set(titles + descriptions + pictures)

    init(of page: some Collection<UInt8>, type: String) {
        let encoding = PageEncoding(type: type, beginning: page)
        var head = HTMLHead(encoding.text(page))
        var said: [String: String] = [:]
        var ownTitle = ""
        reading: while let piece = head.next() {
            switch piece {
            case .title(let text): if ownTitle.isEmpty { ownTitle = text }
            case .meta(let tag):
                let name = (tag["property"] ?? tag["name"] ?? "").trimmingWhitespace.lowercased()
                guard PageWords.wanted.contains(name), said[name] == nil else { continue }
                said[name] = tag["content"].flatMap { $0.isEmpty ? nil : $0 }
            // Some write their tags into the body; whoever has a head with something in it is done.
            case .body: if !said.isEmpty || !ownTitle.isEmpty { break reading }
            }
        }
        func first(_ names: [String], else last: String = "", most: Int) -> String {
            (names.compactMap { said[$0] } + [last]).lazy
                .map { PageWords.tidied($0, encoding, most: most) }.first { !$0.isEmpty } ?? ""
        }
        title = first(PageWords.titles, else: ownTitle, most: LinkCard.longestTitle)
        description = first(PageWords.descriptions, most: LinkCard.longestDescription)
        let address = first(PageWords.pictures, most: LinkCard.longestURL)
        picture = address.isEmpty ? nil : address
    }

    /// One line without entities, controls and signs that turn the direction of what stands beside them.
    static func tidied(_ text: String, _ encoding: PageEncoding = .utf8, most: Int) -> String {
        var clean = ""
        var isGap = false
        for scalar in HTMLEntities.decoded(text).unicodeScalars {
            if scalar.properties.isWhitespace {
                isGap = !clean.isEmpty
            } else if scalar == "\u{FFFD}" {
                // In an encoding that is not known more than this one letter is wrong.
                if encoding == .other { return "" }
            } else if scalar.properties.generalCategory != .control, !turnsDirection(scalar) {
                if isGap { clean.unicodeScalars.append(" ") }
                isGap = false
                clean.unicodeScalars.append(scalar)
            }
        }
        return cut(clean, to: most)
    }

    private static func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }

    /// In UTF-16 units, between characters; what was cut ends in an ellipsis.
    private static func cut(_ text: String, to most: Int) -> String {
        guard text.utf16.count > most else { return text }
        var used = 1
        let kept = text.prefix { character in
            used += character.utf16.count
            return used <= most
        }
        return kept.isEmpty ? "" : kept + "…"
    }
}
