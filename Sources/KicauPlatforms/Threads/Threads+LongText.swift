import KicauCore
import KicauText

/// A long text that opens from a post: Threads API, Postman collection of 2026-01-02, "Create Text Container",
/// `text_attachment`; developers.facebook.com, Threads, Text Attachments, 2026-07-02 as stored. Bold words and the like
/// are not offered: nothing here is written with them.
extension Threads {
    static let longestText = Fact(
        10_000, from: "developers.facebook.com, Threads, Text Attachments", read: "2026-11-28")
    static let longField = "text_attachment"

    static let longText = PostOption(
        longField, "Long text", .passage(most: longestText.value),
        about: "Opens from a post without pictures, videos and a poll.")
    static let longTextLink = PostOption(
        "text_attachment_link", "Link in the long text", .link, about: "Counts among the five links of a post.")

    /// Browsers send their own ends of lines.
    private static func tidied(_ chosen: ChosenOptions) -> String? { chosen[longField].map(Outline.tidied) }

    static func frozenLongText(_ chosen: ChosenOptions) -> JSONValue? {
        tidied(chosen).map { text in
            JSONValue.members([
                ("plaintext", .string(text)), ("link_attachment_url", chosen[longTextLink.name].map(JSONValue.string)),
            ])
        }
    }

    static func brokenLongText(_ chosen: ChosenOptions, _ first: Outline.Part) -> [RuleBroken] {
        guard let text = tidied(chosen) else {
            guard chosen[longTextLink.name] != nil else { return [] }
            return [
                RuleBroken(
                    "There is no long text that a link could stand in.",
                    do: "Write one, or leave text_attachment_link out.", part: 0)
            ]
        }
        return misplaced(chosen, first) + manyLinks(chosen, first) + uncounted(text)
    }

    private static func misplaced(_ chosen: ChosenOptions, _ first: Outline.Part) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if !first.media.isEmpty || !chosen.all("poll").isEmpty {
            broken.append(
                RuleBroken(
                    "Threads takes a long text only with a post without pictures, videos and a poll.",
                    do: "Take them out, or leave text_attachment out.", part: 0))
        }
        if chosen["link_attachment"] != nil, chosen[longTextLink.name] != nil {
            broken.append(
                RuleBroken(
                    "Threads takes a link as a card or a link in the long text, not both.",
                    do: "Leave link_attachment or text_attachment_link out.", part: 0))
        }
        return broken
    }

    /// Too many in the text itself are told of where texts are.
    private static func manyLinks(_ chosen: ChosenOptions, _ first: Outline.Part) -> [RuleBroken] {
        guard let link = chosen[longTextLink.name] else { return [] }
        let links = Set(spans(in: first.text, rules: .plain).filter { $0.kind == .link }.map(\.value))
        guard links.count == maxLinks.value, !links.contains(link) else { return [] }
        return [
            RuleBroken(
                "With the link in the long text the post has more than \(maxLinks.value) links, and Threads takes no more.",
                do: "Take one out of the text, or leave text_attachment_link out.", part: 0)
        ]
    }

    /// What Meta counts as a character is not said.
    private static func uncounted(_ text: String) -> [RuleBroken] {
        guard text.count <= longestText.value, text.unicodeScalars.count > longestText.value else { return [] }
        return [
            RuleBroken(
                "The long text may be too long for Threads: how its emoji are counted is not known.",
                do: "Shorten it, or look at the post once it is out.", part: 0, weight: .warns)
        ]
    }

    /// How it begins, for the preview.
    static func beginning(ofLongText part: RenderedPart) -> [String] {
        guard let text = part.frozen[longField]?["plaintext"]?.string else { return [] }
        return [text.count <= shownOfLong ? text : String(text.prefix(shownOfLong)) + "…"]
    }

    static func link(ofLongText part: RenderedPart) -> [String] {
        [part.frozen[longField]?["link_attachment_url"]?.string].compactMap(\.self)
    }

    private static let shownOfLong = 280
}
