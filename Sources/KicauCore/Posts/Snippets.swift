/// Texts that a workspace writes once and uses by name: `{opening-hours}`. Each account's own are there without writing.
public struct Snippets: Hashable, Sendable {
    public let texts: [String: String]

    /// Characters of a name, and of a text; and how many a workspace may have.
    public static let longestName = 40
    public static let longestText = 5_000
    public static let most = 200

    /// What every account has of its own: in a post for several accounts each gets its own.
    public enum Own: String, CaseIterable, Sendable { case account, handle, network, date }

    public static let none = Snippets(texts: [:])

    public init(texts: [String: String]) { self.texts = texts }

    /// Small letters, digits and hyphens, so that a name is the same wherever it is written.
    /// - Throws: `Problem` `.badInput` or `.tooLong`.
    public static func check(name: String, text: String) throws(Problem) {
        guard (1...longestName).contains(name.count), name.utf8.allSatisfy(isNameByte) else {
            throw Problem(
                .badInput,
                "A snippet's name has 1 to \(longestName) small letters, digits or hyphens; \"\(name)\" has not.",
                do: "Call it something like opening-hours.", field: "name")
        }
        guard Own(rawValue: name) == nil else {
            throw Problem(
                .badInput, "Every account has {\(name)} of its own.", do: "Choose another name.", field: "name")
        }
        guard !text.allSatisfy(\.isWhitespace) else {
            throw Problem(.badInput, "The snippet \(name) has no text.", do: "Write one, or delete it.", field: "text")
        }
        guard text.count <= longestText else {
            throw Problem(
                .tooLong, "The snippet \(name) has \(text.count) characters; \(longestText) are the most.",
                do: "Shorten it.", field: "text")
        }
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"): true
        default: false
        }
    }

    /// Puts texts in the place of names. What is no name of a snippet stays as it is written, braces and all; what a
    /// snippet's own text has in braces is not looked up again.
    ///
    /// - Parameter day: of the publication, where the workspace is: "2026-11-27".
    public func applied(to post: Post, for account: Account, network: String, day: String) -> Post {
        var known = texts
        known[Own.account.rawValue] = account.displayName.isEmpty ? account.handle : account.displayName
        known[Own.handle.rawValue] = account.handle
        known[Own.network.rawValue] = network
        known[Own.date.rawValue] = day
        var copy = post
        copy.parts = post.parts.map { part in
            var part = part
            part.text = Snippets.filled(part.text, known)
            return part
        }
        copy.firstComment = post.firstComment.map { Snippets.filled($0, known) }
        return copy
    }

    private static func filled(_ text: String, _ known: [String: String]) -> String {
        guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            result += rest[..<open]
            let inner = rest[rest.index(after: open)...]
            let name = inner.prefix { $0 != "}" && $0 != "{" && !$0.isNewline }.prefix(longestName + 1)
            if inner[name.endIndex...].first == "}", let text = known[String(name)] {
                result += text
                rest = inner[inner.index(after: name.endIndex)...]
            } else {
                result += "{"
                rest = inner
            }
        }
        return result + rest
    }
}
