import Foundation
import KicauCore

/// X's calls to an app: docs.x.com, webhooks, and event payloads of the X Activity API; read 2026-11-27 as stored.
extension XSimulator: RingingSimulator {
    /// A call that was not taken does not come again by itself: that is what `POST /2/webhooks/replay` is for.
    var repeatsMs: [Int64] { [] }

    /// The "challenge response check": the secret is the API key's, not that of OAuth 2.0.
    func challenge(_ hook: Hook) -> HookChallenge {
        let token = ground.secret(24)
        let right = "sha256=" + HookSignature.base64(Data(token.utf8), secret: Self.apiKey.secret)
        return HookChallenge(query: Pairs([.init(name: "crc_token", value: token)])) { body in
            JSONValue(reading: body)?["response_token"]?.string == right
        }
    }

    func signature(of body: Data) -> Reply.Header {
        Reply.Header(
            name: "x-twitter-webhooks-signature",
            value: "sha256=" + HookSignature.base64(body, secret: Self.apiKey.secret))
    }

    /// One call for each account that is named, whether in the text or by being answered.
    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        let named = mentioned(in: post)
        return accounts.sorted().compactMap { ground.person($0) }
            .filter { $0.id != post.account && named.contains($0.handle.lowercased()) }
            .map { Data(call(about: post, to: $0).bytes) }
    }

    private func call(about post: LivePost, to person: Person) -> JSONValue {
        let view = View(
            postFields: [
                "author_id", "conversation_id", "created_at", "lang", "in_reply_to_user_id", "possibly_sensitive",
            ], userFields: [], mediaFields: [], expansions: [])
        let nobody = Caller(account: "", standing: RateStanding(limit: 0, remaining: 0, resetMs: 0, isAllowed: true))
        return [
            "data": [
                "event_uuid": .string(post.id), "event_type": .string(Self.told),
                "filter": ["user_id": .string(person.id)], "payload": self.post(post, view, for: nobody),
            ]
        ]
    }
}
