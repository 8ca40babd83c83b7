import KicauCore
import KicauPublish

/// Which of a network's ways in the page is about, and the others.
struct ConnectWays: Sendable {
    struct Link: Sendable {
        let title: String
        let address: String
        let isHere: Bool
    }

    let chosen: String
    let about: String
    let links: [Link]

    init(_ way: WayOffer, of offer: NetworkOffer, _ voice: Voice) {
        chosen = way.way.name
        about = voice.say(way.way.about)
        links = offer.ways.map {
            Link(
                title: voice.say($0.way.title), address: "/accounts/new/\(offer.platform)?way=\($0.way.name)",
                isHere: $0.way == way.way)
        }
    }
}
