import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// Ayu's account on rehearsed Bluesky, and what others say to her.
struct BlueskyTalkStage: Sendable {
    static let ayu = "did:plc:aaaaaaaaaaaaaaaaaaaaaaa2"
    static let bima = "did:plc:bbbbbbbbbbbbbbbbbbbbbbb2"
    static let citra = "did:plc:ccccccccccccccccccccccc2"
    static let repo = "/xrpc/com.atproto.repo"
    static let list = "/xrpc/app.bsky.notification.listNotifications"

    let stage: OpenNetworkStage

    static func run(_ act: @escaping @Sendable (BlueskyTalkStage) async throws -> Void) async throws {
        try await OpenNetworkStage.run("bluesky") { try await act(BlueskyTalkStage(stage: $0)) }
    }

    func token(_ did: String = ayu) throws -> String {
        try #require(stage.control.grant(to: did)?["accessJwt"]?.string)
    }

    /// Says something a second after what was said last.
    func say(
        _ text: String, by did: String = bima, to parent: LivePost? = nil, quoting quoted: LivePost? = nil
    ) throws -> LivePost {
        stage.clock.advance(1000)
        let own = quoted.map { ["quote": JSONValue.string($0.id)] } ?? [:]
        return try #require(
            stage.control.seed(SeedPost(account: did, text: text, parent: parent?.id, own: own)))
    }

    func get(_ path: String, as did: String = ayu) async throws -> OpenNetworkStage.Answer {
        try await stage.get(path, token: token(did), headers: ["atproto-proxy": "did:web:api.bsky.app#bsky_appview"])
    }

    func notices(_ query: String = "") async throws -> [String] {
        let answer = try await get(Self.list + query)
        return (answer["notifications"]?.array ?? []).map {
            "\($0["reason"]?.string ?? "") \($0["record"]?["text"]?.string ?? "")"
        }
    }

    func put(
        _ collection: String, _ rkey: String, _ record: JSONValue, by did: String = ayu
    ) async throws -> OpenNetworkStage.Answer {
        let body: JSONValue = [
            "repo": .string(did), "collection": .string(collection), "rkey": .string(rkey), "record": record,
        ]
        return try await stage.post("\(Self.repo).putRecord", body, token: token(did))
    }

    func delete(_ collection: String, _ rkey: String, by did: String = ayu) async throws {
        let body: JSONValue = ["repo": .string(did), "collection": .string(collection), "rkey": .string(rkey)]
        _ = try await stage.post("\(Self.repo).deleteRecord", body, token: token(did))
    }

    func like(_ post: LivePost, _ rkey: String, by did: String = ayu) async throws -> OpenNetworkStage.Answer {
        let record: JSONValue = [
            "createdAt": "2026-11-23T00:00:00.000Z",
            "subject": ["uri": .string(post.id), "cid": post.own["cid"] ?? .null],
        ]
        return try await put("app.bsky.feed.like", rkey, record, by: did)
    }

    /// The gate beside a post, with what it says beyond that.
    func gate(
        _ post: LivePost, _ more: [String: JSONValue], in collection: String = "app.bsky.feed.threadgate"
    ) async throws -> OpenNetworkStage.Answer {
        let record: [String: JSONValue] = ["createdAt": "2026-11-23T00:00:00.000Z", "post": .string(post.id)]
        let rkey = try #require(RecordAddress(post.id)?.rkey)
        return try await put(collection, rkey, .object(record.merging(more) { $1 }), by: post.account)
    }

    func view(_ post: LivePost, as did: String = ayu) async throws -> JSONValue {
        try #require(try await get("/xrpc/app.bsky.feed.getPosts?uris=\(post.id)", as: did)["posts"]?[0])
    }
}
