import Foundation
import KicauCore

/// What a Page's app is told: comments under its posts (`feed`), and posts of others that tag it (`mention`).
///
/// developers.facebook.com, Webhooks reference, Page; the values as in dossier closed-platforms 3.4 and 4, 2026-08-22.
extension FacebookSimulator: GraphRinging {
    func ringingRoutes() -> [GraphRoute] {
        subscribedApps("page") { token in
            try require("pages_manage_metadata", token)
        } + [
            GraphRoute(
                method: "POST", pattern: "{app}/subscriptions",
                takes: ["object", "callback_url", "verify_token", "fields", "include_values"], place: .read,
                handler: subscribeApp)
        ]
    }

    /// The app's own token is its id and its secret.
    @Sendable private func subscribeApp(_ asked: GraphCall) async throws -> JSONValue {
        let app = Client.rehearsal
        guard asked.name("app") == app.id, token(of: asked.call) == "\(app.id)|\(app.secret)" else {
            throw GraphError.tokenMissing
        }
        guard try asked.required("object") == "page" else {
            throw GraphError.parameter("object", "Only the object page is rehearsed")
        }
        do {
            _ = try await register(try asked.required("callback_url"), word: try asked.required("verify_token"))
        } catch let refusal as HookRefusal {
            throw GraphError(400, 2200, "(#2200) Callback verification failed: \(refusal.rawValue)")
        }
        return ["success": true]
    }

    func isTold(of person: Person) -> Bool { person.kind == .page }

    func calls(about post: LivePost, to accounts: Set<String>) -> [Data] {
        if post.kind == .comment {
            guard let story = post.root.flatMap({ ground.post($0) }), accounts.contains(story.account),
                story.account != post.account
            else { return [] }
            return [entry("page", of: story.account, "feed", comment(post, under: story))]
        }
        return accounts.sorted().compactMap { ground.person($0) }
            .filter { $0.id != post.account && post.text.contains("@\($0.handle)") }
            .map { entry("page", of: $0.id, "mention", mention(post)) }
    }

    private func comment(_ post: LivePost, under story: LivePost) -> JSONValue {
        [
            "from": from(post), "post_id": .string(story.id), "comment_id": .string(post.id),
            "parent_id": .string(post.parent ?? story.id), "created_time": .integer(post.createdAtMs / 1000),
            "item": "comment", "verb": "add", "message": .string(post.text),
        ]
    }

    private func mention(_ post: LivePost) -> JSONValue {
        [
            "post_id": .string(post.id), "sender_id": .string(post.account), "item": "post", "verb": "add",
            "created_time": .integer(post.createdAtMs / 1000), "message": .string(post.text),
        ]
    }

    private func from(_ post: LivePost) -> JSONValue {
        ["id": .string(post.account), "name": .string(ground.person(post.account)?.name ?? post.handle)]
    }
}
