import Foundation
import KicauCore

/// What an app is told of comments under an account's media: developers.facebook.com, Instagram webhooks reference and
/// examples, 2025-11-24. The address is given in the app's dashboard; each account subscribes by a call.
extension InstagramSimulator: GraphRinging {
    func ringingRoutes() -> [GraphRoute] {
        subscribedApps("ig") { token in
            try require(.comments, token)
        }
    }

    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        guard post.kind == .comment, let media = post.root.flatMap({ ground.post($0) }),
            accounts.contains(media.account), media.account != post.account
        else { return [] }
        let value: JSONValue = .members([
            "id": .string(post.id), "text": .string(post.text),
            "from": ["id": .string(post.account), "username": .string(post.handle)],
            "media": [
                "id": .string(media.id), "media_product_type": media.own["media_product_type"] ?? "FEED",
            ],
            "parent_id": post.parent == media.id ? nil : post.parent.map { .string($0) },
        ])
        return [entry("instagram", of: media.account, "comments", value)]
    }
}
