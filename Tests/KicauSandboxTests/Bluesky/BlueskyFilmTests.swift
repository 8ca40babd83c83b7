import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("The video service of rehearsed Bluesky", .serialized)
struct BlueskyFilmTests {
    private static let film = Data([0, 0, 0, 24] + Array("ftypisom".utf8) + Array(repeating: 7, count: 40))
    private static let upload = "com.atproto.repo.uploadBlob"

    /// Ayu's own account, and her session's token.
    private func session(_ stage: OpenNetworkStage) throws -> (did: String, token: String) {
        let ayu = try #require(stage.control.people.first)
        return (ayu.id, try #require(stage.control.grant(to: ayu.id)?["accessJwt"]?.string))
    }

    private func word(
        _ stage: OpenNetworkStage, _ token: String, for method: String = upload,
        at audience: String = "did:web:127.0.0.1"
    ) async throws -> String {
        let ends = stage.clock.nowMs() / 1000 + 1800
        let answer = try await stage.get(
            "/xrpc/com.atproto.server.getServiceAuth?aud=\(audience)&lxm=\(method)&exp=\(ends)", token: token)
        return try #require(answer["token"]?.string)
    }

    private func send(
        _ stage: OpenNetworkStage, _ did: String, _ token: String, _ bytes: Data = film
    ) async throws -> OpenNetworkStage.Answer {
        try await stage.send(
            "POST", "/xrpc/app.bsky.video.uploadVideo?did=\(did)&name=a.mp4", token: token,
            headers: ["Content-Type": "video/mp4"], body: bytes)
    }

    @Test func `takes a film for an account, works on it, and puts it among its blobs`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            stage.control.add(FaultRule(.processing, at: .upload, times: 1, ms: 5000))
            let (did, token) = try session(stage)

            let sent = try await send(stage, did, try await word(stage, token))
            let job = try #require(sent["jobStatus"]?["jobId"]?.string)
            let early = try await stage.get("/xrpc/app.bsky.video.getJobStatus?jobId=\(job)")
            stage.clock.advance(5000)
            let late = try await stage.get("/xrpc/app.bsky.video.getJobStatus?jobId=\(job)")
            let link = try #require(late["jobStatus"]?["blob"]?["ref"]?["$link"]?.string)
            let blob = try await stage.get("/xrpc/com.atproto.sync.getBlob?did=\(did)&cid=\(link)")

            #expect(early["jobStatus"]?["state"] == "JOB_STATE_ENCODING" && early["jobStatus"]?["blob"] == nil)
            #expect(late["jobStatus"]?["state"] == "JOB_STATE_COMPLETED")
            #expect(blob.body == Self.film)
        }
    }

    @Test func `answers the same film with a no and the blob`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let (did, token) = try session(stage)
            _ = try await send(stage, did, try await word(stage, token))
            stage.clock.advance(60_000)

            let again = try await send(stage, did, try await word(stage, token))

            #expect(again.status == 409 && again["error"] == "already_exists")
            #expect(again["blob"]?["ref"] != nil)
        }
    }

    @Test func `a word is for one method at one service, and nobody else's`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let (did, token) = try session(stage)
            let elsewhere = try await word(stage, token, at: "did:web:video.bsky.app")
            let other = try await word(stage, token, for: "app.bsky.video.getUploadLimits")
            let right = try await word(stage, token)

            #expect(try await send(stage, did, elsewhere).status == 400)
            #expect(try await send(stage, did, other).status == 400)
            #expect(try await send(stage, did, token).status == 400)
            #expect(try await send(stage, "did:plc:somebody", right).status == 401)
            #expect(try await send(stage, did, right, Data("no film".utf8)).status == 400)
            #expect(try await send(stage, did, right).status == 200)
        }
    }

    @Test func `says how much may still be sent that day`() async throws {
        try await OpenNetworkStage.run("bluesky") { stage in
            let (did, token) = try session(stage)
            let method = "app.bsky.video.getUploadLimits"
            _ = try await send(stage, did, try await word(stage, token))

            let limits = try await stage.get(
                "/xrpc/\(method)", token: try await word(stage, token, for: method, at: "did:web:video.bsky.app"))

            #expect(limits["canUpload"] == true && limits["remainingDailyVideos"] == 24)
        }
    }
}
