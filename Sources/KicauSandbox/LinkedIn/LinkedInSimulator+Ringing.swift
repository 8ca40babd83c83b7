import Foundation
import KicauCore

/// What an app is told of comments under a page's posts, and of posts that mention it: learn.microsoft.com, Webhook
/// validation and Organization social action notifications; read 2026-11-27 as stored. The address is given in the
/// developer portal.
extension LinkedInSimulator: RingingSimulator {
    private static let event = "ORGANIZATION_SOCIAL_ACTION_NOTIFICATIONS"

    /// Every five minutes, for eight hours.
    var repeatsMs: [Int64] { Array(repeating: 300_000, count: 96) }

    func isTold(of person: Person) -> Bool { person.kind == .organisation }

    func challenge(_ hook: Hook) -> HookChallenge {
        let code = UUID().uuidString.lowercased()
        let right = HookSignature.hex(Data(code.utf8), secret: Client.rehearsal.secret)
        return HookChallenge(query: Pairs([.init(name: "challengeCode", value: code)])) { body in
            let answer = JSONValue(reading: body)
            return answer?["challengeCode"]?.string == code && answer?["challengeResponse"]?.string == right
        }
    }

    /// The header holds the digest alone; what is signed has a word before the body.
    func signature(of body: Data) -> Reply.Header {
        Reply.Header(
            name: "X-LI-Signature",
            value: HookSignature.hex(Data("hmacsha256=".utf8) + body, secret: Client.rehearsal.secret))
    }

    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        accounts.sorted().compactMap { ground.person($0) }.compactMap { notification(about: post, to: $0) }.map {
            Data(JSONValue.object(["type": .string(Self.event), "notifications": [$0]]).bytes)
        }
    }

    /// `PUT /rest/eventSubscriptions/(developerApplication:…,user:…,entity:urn:li:organization:…,eventType:…)`
    @Sendable func subscribeEvents(_ call: Call) throws -> Reply {
        let token = try enter(call)
        let key = call["key"]
        guard token.scopes.contains("rw_organization_admin") else {
            throw refused(.accessDenied("Not enough permissions to access: eventSubscriptions.UPDATE"))
        }
        guard key.hasPrefix("("), key.hasSuffix(",eventType:\(Self.event))"),
            let entity = key.firstMatch(of: /entity:urn:li:organization:(\d+)/)?.1,
            let page = ground.person(String(entity)), page.managers.contains(token.account)
        else { throw refused(.accessDenied("Not enough permissions to subscribe to \(key)")) }
        guard let hook = hooks.read({ $0.hook }), call.json?["webhook"]?.string == hook.url else {
            throw refused(.field("/webhook", "The webhook is not registered and validated"))
        }
        subscribe(page.id)
        return .empty(204)
    }
}
