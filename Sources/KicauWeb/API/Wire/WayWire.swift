import KicauCore
import KicauPublish

/// One of several ways into a network.
struct WayWire: Encodable, Sendable {
    let name: String
    let title: String
    let scopes: [String]
    let usual: Bool
    let hasAppKeys: Bool
    let connectUrl: String

    init(_ offer: WayOffer, of network: NetworkOffer, baseURL: String) {
        name = offer.way.name
        title = offer.way.title.description
        scopes = offer.way.scopes
        usual = offer.isUsual
        hasAppKeys = offer.hasAppKeys
        connectUrl = "\(baseURL)/accounts/new/\(network.platform)?way=\(offer.way.name)"
    }

    static let shape = Shape.named(
        "SignInWay",
        .object([
            .must("name", .text(most: 40), "The way's short name", like: "organisations"),
            .must("title", .text(most: 200), "What it is, in words", like: "For pages of organisations"),
            .must("scopes", .list(.text(most: 400), 0...1000), "What is asked for", like: ["rw_organization_admin"]),
            .must("usual", .bool, "Whether it is meant where none is named", like: false),
            .must("has_app_keys", .bool, "Whether the keys of its developer app are here", like: true),
            .must(
                "connect_url", .text(most: 2000), "The page where a person connects an account this way",
                like: "https://kicau.example/accounts/new/linkedin?way=organisations"),
        ]))
}
