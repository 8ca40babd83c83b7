import Foundation
import KicauCore

/// Meta's calls to an app, alike on its three networks: developers.facebook.com, Webhooks, getting started; dossier
/// closed-platforms 3.4, 2026-08-22.
protocol GraphRinging: GraphSimulator, RingingSimulator {}

extension GraphRinging {
    /// At once, then less and less often within 36 hours; at what times exactly Meta does not say.
    var repeatsMs: [Int64] {
        let minute: Int64 = 60_000
        return [0, minute, 10 * minute, 60 * minute, 6 * 60 * minute, 12 * 60 * minute, 16 * 60 * minute]
    }

    func challenge(_ hook: Hook) -> HookChallenge {
        let text = String(ground.nextNumber(base: 1_158_000_000))
        let query = Pairs([
            .init(name: "hub.mode", value: "subscribe"), .init(name: "hub.challenge", value: text),
            .init(name: "hub.verify_token", value: hook.word),
        ])
        return HookChallenge(query: query) { $0 == Data(text.utf8) }
    }

    func signature(of body: Data) -> Reply.Header {
        Reply.Header(
            name: "X-Hub-Signature-256", value: "sha256=" + HookSignature.hex(body, secret: Client.rehearsal.secret))
    }

    /// What Page and Instagram have in common.
    func entry(_ object: String, of account: String, _ field: String, _ value: JSONValue) -> Data {
        let entry: JSONValue = [
            "id": .string(account), "time": .integer(ground.nowMs / 1000),
            "changes": [["field": .string(field), "value": value]],
        ]
        return Self.escaped(["object": .string(object), "entry": [entry]])
    }

    /// Meta writes no letter beyond ASCII, and each slash behind a backslash; the bytes are signed as they stand.
    static func escaped(_ body: JSONValue) -> Data {
        var text = ""
        for scalar in String(decoding: body.bytes, as: UTF8.self).unicodeScalars {
            if scalar == "/" {
                text += "\\/"
            } else if scalar.isASCII {
                text.unicodeScalars.append(scalar)
            } else {
                for unit in scalar.utf16 {
                    let digits = String(unit, radix: 16)
                    text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
                }
            }
        }
        return Data(text.utf8)
    }

    /// `{account}/subscribed_apps`: an account lets the app be told of it.
    func subscribedApps(
        _ name: String, permission: @escaping @Sendable (Token) throws -> Void,
        shown: @escaping @Sendable (HookSubscription) -> JSONValue = { _ in
            ["id": .string(Client.rehearsal.id), "name": .string(Client.rehearsal.name)]
        }
    ) -> [GraphRoute] {
        let pattern = "{\(name)}/subscribed_apps"
        let told: @Sendable (GraphCall) throws -> Token = { asked in
            let token = try session(asked)
            try permission(token)
            guard [token.account, "me"].contains(asked.name(name)) else {
                throw GraphError.unknownObject(asked.name(name), verb: "post")
            }
            return token
        }
        return [
            GraphRoute(
                method: "POST", pattern: pattern, takes: ["subscribed_fields"], place: .read,
                handler: { asked in
                    let token = try told(asked)
                    let fields = asked.list("subscribed_fields")
                    guard !fields.isEmpty else { throw GraphError.missing("subscribed_fields") }
                    subscribe(token.account, to: fields)
                    return ["success": true]
                }),
            GraphRoute(
                method: "DELETE", pattern: pattern, takes: [], place: .read,
                handler: { asked in
                    let token = try told(asked)
                    hooks.change { $0.subscriptions.removeAll { $0.account == token.account } }
                    return ["success": true]
                }),
            GraphRoute(
                method: "GET", pattern: pattern, takes: [], place: .read,
                handler: { asked in
                    let account = try told(asked).account
                    let standing = hooks.read { $0.subscriptions }.filter { $0.account == account }
                    return ["data": .array(standing.map(shown))]
                }),
        ]
    }
}
