import Foundation
import KicauCore

/// What an app is told of answers and mentions: developers.facebook.com, Webhooks for Threads, 2026-06-30. All of it is set
/// up in the app's dashboard; no call subscribes an account.
extension ThreadsSimulator: GraphRinging {
    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        var calls: [Data] = []
        if let first = post.root.flatMap({ ground.post($0) }), accounts.contains(first.account),
            first.account != post.account
        {
            calls.append(call("moderate", "replies", about: post, under: first, to: first.account))
        }
        let words = Set(post.text.split { $0.isWhitespace || $0 == "," }.map(String.init))
        let mentioned = accounts.sorted().compactMap { ground.person($0) }
            .filter { $0.id != post.account && words.contains("@\($0.handle)") }
        return calls + mentioned.map { call("interaction", "mentions", about: post, under: nil, to: $0.id) }
    }

    private func call(
        _ topic: String, _ field: String, about post: LivePost, under first: LivePost?, to account: String
    ) -> Data {
        let value: JSONValue = .members([
            "id": .string(post.id), "username": .string(post.handle), "text": .string(post.text),
            "media_type": post.own["media_type"] ?? "TEXT_POST", "permalink": .string(permalink(of: post)),
            "replied_to": first.flatMap { _ in post.parent }.map { ["id": .string($0)] },
            "root_post": first.map {
                ["id": .string($0.id), "owner_id": .string($0.account), "username": .string($0.handle)]
            },
            "shortcode": post.own["shortcode"], "timestamp": .string(GraphTime.text(post.createdAtMs)),
        ])
        return Self.escaped([
            "app_id": .string(Client.rehearsal.id), "topic": .string(topic), "target_id": .string(account),
            "time": .integer(ground.nowMs / 1000), "subscription_id": "234567", "has_uid_field": false,
            "values": ["value": value, "field": .string(field)],
        ])
    }
}
