import Foundation
import KicauCore

/// What an app is told of comments under an account's media, and of the account's name in captions and comments of
/// others: developers.facebook.com, Instagram webhooks reference and examples, 2025-11-24. The address is given in the
/// app's dashboard; each account subscribes by a call.
extension InstagramSimulator: GraphRinging {
    func ringingRoutes() -> [GraphRoute] {
        subscribedApps("ig") { token in
            try require(.comments, token)
        } shown: { subscription in
            // [CG] IGUserSubscribedAppsData.
            let fields = subscription.fields ?? Self.allFields
            return [
                "app_id": .string(Client.rehearsal.id), "subscribed_fields": .array(fields.map(JSONValue.string)),
            ]
        }
    }

    /// What whoever subscribes on the app's dashboard ticks.
    private static let allFields = ["comments", "mentions"]

    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        let media = post.kind == .comment ? post.root.flatMap { ground.post($0) } : post
        guard let media, !isStory(media) else { return [] }
        return comments(post, under: media, to: accounts) + mentions(in: post, at: media, to: accounts)
    }

    private func comments(_ post: LivePost, under media: LivePost, to accounts: Set<String>) -> [Data] {
        guard post.kind == .comment, accounts.contains(media.account), media.account != post.account else { return [] }
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

    /// Numbers and no words; under the account's own media nothing of the kind.
    private func mentions(in post: LivePost, at media: LivePost, to accounts: Set<String>) -> [Data] {
        let value: JSONValue = .members([
            "media_id": .string(media.id), "comment_id": post.kind == .comment ? .string(post.id) : nil,
        ])
        return accounts.sorted()
            .filter { $0 != post.account && $0 != media.account && isNamed($0, in: post.text) }
            .map { entry("instagram", of: $0, "mentions", value) }
    }
}
