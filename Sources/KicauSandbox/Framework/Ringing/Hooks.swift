import Foundation

/// The address that an app is called at, and whose accounts it is told of.
struct Hooks: Sendable, Codable {
    var hook: Hook?
    var subscriptions: [HookSubscription] = []

    var accounts: Set<String> { Set(subscriptions.map(\.account)) }

    /// Said again, it changes nothing.
    mutating func subscribe(
        _ account: String, to fields: [String]? = nil, as id: String, at ms: Int64
    ) -> HookSubscription {
        if let place = subscriptions.firstIndex(where: { $0.account == account }) {
            subscriptions[place].fields = fields ?? subscriptions[place].fields
            return subscriptions[place]
        }
        let new = HookSubscription(id: id, account: account, createdMs: ms, fields: fields)
        subscriptions.append(new)
        return new
    }
}

struct Hook: Sendable, Hashable, Codable {
    let id: String
    let url: String
    /// What operator and network agreed on, where the network asks for such a word.
    let word: String
    let createdMs: Int64

    /// A rehearsal calls nobody outside this machine.
    static func isNear(_ url: String) -> Bool {
        guard url.utf8.count <= 200, let parts = URLComponents(string: url), parts.user == nil, parts.fragment == nil,
            ["http", "https"].contains(parts.scheme ?? "")
        else { return false }
        return ["127.0.0.1", "localhost", "[::1]", "::1"].contains(parts.host ?? "")
    }
}

/// One account of which the app is told.
struct HookSubscription: Sendable, Hashable, Codable {
    let id: String
    let account: String
    let createdMs: Int64
    /// What the app wants to be told of, where that was said; otherwise all there is.
    var fields: [String]?
}

/// Why an address was not taken.
enum HookRefusal: String, Error, Sendable {
    /// It is not an address of this machine.
    case far
    /// Nobody answered there in time, or not with 200.
    case silent
    /// Whoever answered does not know the secret or the word.
    case wrong
}
