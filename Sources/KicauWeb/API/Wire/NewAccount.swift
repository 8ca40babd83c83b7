import KicauCore
import KicauPublish

/// An account to be connected without a browser.
struct NewAccount: Decodable, Sendable {
    /// Of an app of one's own: OAuth 1.0a.
    struct Keys: Decodable, Sendable {
        let consumerKey: String
        let consumerSecret: String
        let accessToken: String
        let accessTokenSecret: String
    }

    let platform: String
    let handle: String?
    let password: String?
    let server: String?
    let keys: Keys?

    /// What the network is told, by the way that was meant.
    /// - Parameter page: where a person would connect it.
    func input(for offer: NetworkOffer, page: String) throws(Problem) -> ConnectInput {
        if let keys { return try input(with: keys, for: offer) }
        guard offer.form.offers(.appPassword) else {
            throw Problem(
                .notPossibleNow, "\(offer.name) is connected in a browser, on its own page.",
                do: "Open \(page) and sign in there.", field: "platform")
        }
        guard let handle, let password else {
            throw Problem(
                .badInput, "\(offer.name) needs a handle and an app password.", do: "Send both of them.",
                field: handle == nil ? "handle" : "password")
        }
        return ConnectInput(
            platform: offer.platform, server: server, handle: handle, password: Redacted(password))
    }

    private func input(with keys: Keys, for offer: NetworkOffer) throws(Problem) -> ConnectInput {
        guard offer.form.offers(.userKeys) else {
            throw Problem(
                .notPossibleNow, "\(offer.name) is not connected by keys of an app of one's own.",
                do: "Leave keys out.", field: "keys")
        }
        guard password == nil else {
            throw Problem(
                .badInput, "Both keys and a password were sent.", do: "Send one of them.", field: "password")
        }
        return ConnectInput(
            platform: offer.platform,
            userKeys: UserKeys(
                consumerKey: keys.consumerKey, consumerSecret: Redacted(keys.consumerSecret), token: keys.accessToken,
                tokenSecret: Redacted(keys.accessTokenSecret)))
    }

    private static let keys = Shape.named(
        "OwnKeys",
        .object([
            .must("consumer_key", .text(most: 500), "The app's API key", like: "xvz1evFS4wEEPTGEFPHBog"),
            .must(
                "consumer_secret", .text(most: 500), "The app's API key secret", like: "kAcSOqF21Fu85e7zjz7ZN2U4ZRhf"),
            .must(
                "access_token", .text(most: 500), "The account's access token", like: "370773112-GmHxMAgYyLbNEtIKZeR"),
            .must(
                "access_token_secret", .text(most: 500), "The account's access token secret",
                like: "LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE"),
        ]))

    static let shape = Shape.named(
        "NewAccount",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "bluesky"),
            .may("handle", .orNull(.text(most: 300)), "Without the sign", like: "warungkata.bsky.social"),
            .may(
                "password", .orNull(.text(most: 300)), "An app password, not the account's own",
                like: "abcd-efgh-ijkl-mnop"),
            .may("server", .orNull(.text(most: 300)), "Of accounts on a server of their own", like: "pds.example"),
            .may("keys", .orNull(keys), "Instead of handle and password: keys of an app of one's own (X)"),
        ]))
}
