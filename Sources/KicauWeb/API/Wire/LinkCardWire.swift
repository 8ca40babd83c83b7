import KicauCore

/// A link's card, in requests and answers alike.
struct LinkCardWire: Codable, Sendable {
    let url: String
    let title: String
    let description: String?
    let picture: String?

    init(_ card: LinkCard) {
        url = card.url
        title = card.title
        description = card.description.isEmpty ? nil : card.description
        picture = card.picture?.sha256
    }

    init(_ card: RenderedCard) {
        url = card.url
        title = card.title
        description = card.description.isEmpty ? nil : card.description
        picture = card.picture?.original.sha256
    }

    /// Publishing fills in what it knows of the picture.
    var card: LinkCard {
        LinkCard(
            url: url, title: title, description: description ?? "",
            picture: picture.map { Media(sha256: $0, mimeType: "", width: 0, height: 0, bytes: 0) })
    }

    static let shape = Shape.named(
        "LinkCard",
        .object([
            .must("url", .text(most: 2048), "The page it stands for", like: "https://kedai.example/menu"),
            .must("title", .text(most: LinkCard.longestTitle), "Its title", like: "The menu of the week"),
            .may(
                "description", .orNull(.text(most: LinkCard.longestDescription)), "What stands under the title",
                like: "Seven dishes, and coffee from Gayo"),
            .may("picture", .orNull(.form(.sha256)), "Its picture, as the upload's answer named it"),
        ]))
}
