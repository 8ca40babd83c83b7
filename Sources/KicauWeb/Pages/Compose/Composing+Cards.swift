import KicauCore
import KicauPublish

extension Composing {
    /// A link's card in the composer's form: read off the page once, then the author's to change.
    struct Card: Sendable, Equatable {
        var url: String
        var title: String
        var description: String
        /// By its SHA-256.
        var picture: String?
    }
}

extension Composing.Card {
    init(_ card: LinkCard) {
        url = card.url
        title = card.title
        description = card.description
        picture = card.picture?.sha256
    }

    /// Nil: the form has none at this place.
    init?(_ form: Form, _ place: Int) {
        guard let url = form.filled("card-\(place)") else { return nil }
        self.url = url
        title = form.trimmed("card-title-\(place)")
        description = form.trimmed("card-description-\(place)")
        picture = form.filled("card-picture-\(place)")
    }

    func card(_ found: [String: Media]) -> LinkCard {
        LinkCard(url: url, title: title, description: description, picture: picture.flatMap { found[$0] })
    }
}

extension Desk {
    /// The page's own words; whoever wants others writes them over.
    func addCard(at place: Int, to composing: inout Composing, _ caller: Caller) async throws {
        guard composing.parts.indices.contains(place) else { return }
        let link = try await house.publishing.cardLink(
            of: try await content(composing, caller), part: place, for: caller)
        guard let link else {
            throw Problem(
                .badInput, "There is no link in part \(place + 1).", do: "Write the link first, then add its card.",
                field: "text")
        }
        composing.parts[place].card = Composing.Card(try await house.publishing.linkCard(for: link, by: caller))
    }
}

extension ComposePage {
    /// Where a part's link card is written over, or asked for.
    struct CardForm: Sendable {
        let place: Int
        let url: String
        let host: String
        let title: String
        let description: String
        let picture: String?
        let thumbnail: String?

        init(_ card: Composing.Card, place: Int) {
            self.place = place
            url = card.url
            host = LinkHost.of(card.url)
            title = card.title
            description = card.description
            picture = card.picture
            thumbnail = card.picture.map { "/media/\($0)/thumbnail" }
        }
    }
}
