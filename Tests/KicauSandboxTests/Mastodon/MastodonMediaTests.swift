import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Mastodon: media")
struct MastodonMediaTests {
    private func token(_ stage: OpenNetworkStage) throws -> String {
        try #require(stage.control.grant(to: "ayu_lestari")?["access_token"]?.string)
    }

    private func upload(
        _ stage: OpenNetworkStage, _ bytes: Data, alt: String? = nil
    ) async throws -> OpenNetworkStage.Answer {
        var body = Data("--fence\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n".utf8)
        body += Data("Content-Type: application/octet-stream\r\n\r\n".utf8) + bytes + Data("\r\n".utf8)
        if let alt {
            body += Data("--fence\r\nContent-Disposition: form-data; name=\"description\"\r\n\r\n\(alt)\r\n".utf8)
        }
        body += Data("--fence--\r\n".utf8)
        let headers = ["Content-Type": "multipart/form-data; boundary=fence"]
        return try await stage.send("POST", "/api/v2/media", token: try token(stage), headers: headers, body: body)
    }

    private static let film = Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data(count: 64)

    @Test func `a picture is ready at once and keeps its description`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let picture = try await upload(stage, OpenNetworkStage.picture, alt: "Secangkir kopi")
            let id = try #require(picture["id"]?.string)
            #expect(picture.status == 200)
            #expect(picture["url"]?.string?.hasPrefix(stage.origin) == true)

            let headers = ["Content-Type": "application/x-www-form-urlencoded"]
            let put = try await stage.send(
                "PUT", "/api/v1/media/\(id)", token: try token(stage), headers: headers,
                body: Data("description=Kopi+susu&focus=0.5,-0.25".utf8))
            let sent = try await stage.post(
                "/api/v1/statuses", ["status": "Halo", "media_ids": [.string(id)]], token: try token(stage))
            let again = try await stage.post(
                "/api/v1/statuses", ["status": "Lagi", "media_ids": [.string(id)]], token: try token(stage))

            #expect(put["description"] == "Kopi susu")
            #expect(put["meta"]?["focus"]?["x"] == .number(0.5))
            #expect(put["meta"]?["focus"]?["y"] == .number(-0.25))
            #expect(put["meta"]?["original"]?["size"] == "1x1")
            #expect(sent["media_attachments"]?[0]?["description"] == "Kopi susu")
            #expect(again.status == 422)
            #expect(stage.control.posts.first?.media.map(\.alt) == ["Kopi susu"])
        }
    }

    @Test func `a film is worked on first, and cannot be posted before`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            let film = try await upload(stage, Self.film)
            let id = try #require(film["id"]?.string)
            let early = try await stage.post(
                "/api/v1/statuses", ["status": "Film", "media_ids": [.string(id)]], token: try token(stage))
            let waiting = try await stage.get("/api/v1/media/\(id)", token: try token(stage))

            stage.clock.advance(1500)
            let ready = try await stage.get("/api/v1/media/\(id)", token: try token(stage))
            let posted = try await stage.post(
                "/api/v1/statuses", ["status": "Film", "media_ids": [.string(id)]], token: try token(stage))

            #expect(film.status == 202)
            #expect(film["url"] == .null)
            #expect(early.status == 422)
            #expect(waiting.status == 206)
            #expect(ready.status == 200)
            #expect(ready["type"] == "video")
            #expect(posted.status == 200)
        }
    }

    @Test func `faults slow a picture down or spoil it`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            stage.control.add(FaultRule(.processing, at: .upload, ms: 5000))
            let slow = try await upload(stage, OpenNetworkStage.picture)
            stage.control.add(FaultRule(.failProcessing, at: .upload))
            let spoilt = try await upload(stage, Self.film)
            stage.clock.advance(5000)
            let later = try await stage.get("/api/v1/media/\(slow["id"]?.string ?? "")", token: try token(stage))
            let failed = try await stage.get("/api/v1/media/\(spoilt["id"]?.string ?? "")", token: try token(stage))

            #expect(slow.status == 202)
            #expect(later.status == 200)
            #expect(spoilt.status == 202)
            #expect(failed.status == 422)
        }
    }

    @Test func `a GIF has fewer pixels than a picture that stands still`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            func gif(_ width: UInt16, _ height: UInt16) -> Data {
                let sides = [width, height].flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
                return Data("GIF89a".utf8) + Data(sides) + Data(count: 32)
            }
            let large = try await upload(stage, gif(1281, 720))
            let usual = try await upload(stage, gif(1280, 720))

            #expect(large.status == 422)
            #expect(large["error"] == "1281x720 images are not supported")
            #expect(usual.status == 202)
            #expect(usual["type"] == "gifv")
        }
    }

    @Test func `wrong files and wrong sets of files are refused`() async throws {
        try await OpenNetworkStage.run("mastodon") { stage in
            #expect(try await upload(stage, Data("not a picture".utf8)).status == 422)
            let long = String(repeating: "a", count: 1501)
            #expect(try await upload(stage, OpenNetworkStage.picture, alt: long).status == 422)
            var ids: [JSONValue] = []
            for _ in 1...5 { ids.append(try await upload(stage, OpenNetworkStage.picture)["id"] ?? .null) }
            let film = try await upload(stage, Self.film)["id"] ?? .null
            stage.clock.advance(2000)

            let five = try await stage.post(
                "/api/v1/statuses", ["status": "Halo", "media_ids": .array(ids)], token: try token(stage))
            let mixed = try await stage.post(
                "/api/v1/statuses", ["status": "Halo", "media_ids": [ids[0], film]], token: try token(stage))

            #expect(five["error"] == "Validation failed: Cannot attach more than 4 files")
            #expect(mixed.status == 422)
            #expect(stage.control.posts.isEmpty)
        }
    }
}
