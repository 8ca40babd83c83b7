/// A text of the demo world: its parts, its language, where it goes.
public struct WorldText: Sendable, Hashable {
    /// Which kinds of accounts take it.
    public enum Place: String, Sendable, Hashable, CaseIterable {
        /// Everywhere a picture goes.
        case all
        /// The quick networks.
        case short
        /// Pictures first.
        case pic
        case threads
        /// The open networks.
        case open
        case work
        case linked
        /// A chain of posts.
        case thread
        /// Ayu's own account.
        case ayu
        /// Dimas's own account.
        case dimas
    }

    public let place: Place
    /// "id" or "en".
    public let language: String
    /// Names of pictures of the first part.
    public let pictures: [String]
    public let parts: [String]
    public let comment: String?
}

/// All that is written in the demo world. The people, books and places in it are invented.
public enum WorldTexts {
    /// The texts that come once.
    static let once: [WorldText] = [mornings, rain, threads, events, corner].flatMap(read)

    /// Every text of the past.
    public static var past: [WorldText] { once + weeklyHours + weeklyBeans + fridayBooks }

    /// Texts begin with a line `@ place language pictures…`, `~~` begins a thread's next part, `>>` a first comment.
    static func read(_ block: String) -> [WorldText] {
        var texts: [WorldText] = []
        var head: [String] = []
        var lines: [String] = []
        for line in block.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) + ["@"] {
            guard line.hasPrefix("@") else {
                lines.append(line)
                continue
            }
            if let text = WorldText(head: head, lines: lines) { texts.append(text) }
            head = line.dropFirst().split(separator: " ").map(String.init)
            lines = []
        }
        return texts
    }
}

extension WorldText {
    fileprivate init?(head: [String], lines: [String]) {
        guard head.count >= 2, let place = Place(rawValue: head[0]) else { return nil }
        var parts: [[String]] = [[]]
        var comment: String?
        for line in lines {
            if line == "~~" {
                parts.append([])
            } else if line.hasPrefix(">> ") {
                comment = String(line.dropFirst(3))
            } else {
                parts[parts.count - 1].append(line)
            }
        }
        self.place = place
        language = head[1]
        pictures = Array(head.dropFirst(2))
        self.parts = parts.map { WorldText.trimmed($0.joined(separator: "\n")) }
        self.comment = comment
    }

    private static func trimmed(_ text: String) -> String {
        var text = text[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension WorldText {
    /// The same words with a number, for networks that refuse what they had lately.
    public func numbered(_ number: Int) -> WorldText {
        WorldText(
            place: place, language: language, pictures: pictures, parts: parts.map { "\($0) (\(number))" },
            comment: comment)
    }
}
