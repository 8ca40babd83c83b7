import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Captions and documents on the rehearsed LinkedIn", .serialized)
struct LinkedInCaptionTests {
    static let words = Data("1\n00:00:00,500 --> 00:00:02,000\nKopi\n".utf8)
    static let about =
        #"{"format":"SRT","formattedForEasyReader":true,"largeText":true,"source":"USER_PROVIDED","locale":{"language":"ID"},"transcriptType":"CLOSED_CAPTION"}"#

    private func member(_ world: Rehearsal) throws -> (LinkedInCalls, String) {
        (
            LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari")),
            try LinkedInCalls.member(world, "ayu-lestari")
        )
    }

    private func put(_ bytes: Data, _ about: String, to url: String, _ calls: LinkedInCalls) async throws -> Answer {
        try await calls.world.call(
            "POST", "linkedin", url.replacingOccurrences(of: calls.world.origin("linkedin"), with: ""),
            token: calls.token, body: Rehearsal.multipart(file: "file", bytes, fields: [("metadata", about)]))
    }

    @Test func `of a film have a place of their own, and have to be there before it is put together`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let start = try await LinkedInFilmTests.start(
                calls, ["owner": .string(me), "fileSizeBytes": 100_000, "uploadCaptions": true])
            let value = try #require(start["value"])
            let url = try #require(value["captionsUploadUrl"]?.string)
            let upload = LinkedInFilmTests.Upload(
                calls: calls, urn: value["video"]?.string ?? "", token: value["uploadToken"] ?? "",
                places: value["uploadInstructions"]?.array ?? [])
            let tags = try await upload.fill(LinkedInFilmTests.film(100_000))

            let lacking = try await upload.finalize(tags)
            let webVTT = try await put(
                Data("WEBVTT\n\n00:01.000 --> 00:02.000\nKopi\n".utf8), Self.about, to: url, calls)
            let unknown = try await put(Self.words, #"{"format":"SRT","kind":"x"}"#, to: url, calls)
            let taken = try await put(Self.words, Self.about, to: url, calls)
            let ended = try await upload.finalize(tags)

            #expect([lacking, webVTT, unknown, taken, ended].map(\.status) == [400, 400, 400, 201, 200])
        }
    }

    @Test func `are not asked for where none were announced`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let start = try await LinkedInFilmTests.start(
                calls, ["owner": .string(me), "fileSizeBytes": 100_000, "uploadCaptions": false])

            #expect(start["value"]?["captionsUploadUrl"] == "")
        }
    }

    @Test func `a document has a title, and is a PDF`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            func uploaded(_ bytes: Data) async throws -> String {
                let start = try await calls.call(
                    "POST", "/rest/documents?action=initializeUpload",
                    json: ["initializeUploadRequest": ["owner": .string(me)]])
                let value = try #require(start["value"])
                let url = value["uploadUrl"]?.string ?? ""
                _ = try await world.call(
                    "PUT", "linkedin", url.replacingOccurrences(of: world.origin("linkedin"), with: ""),
                    token: calls.token, body: .bytes(bytes, type: "application/pdf"))
                return value["document"]?.string ?? ""
            }
            let menu = try await uploaded(Data("%PDF-1.4\n%%EOF".utf8))
            let other = try await uploaded(Data("bukan".utf8))
            world.clock.advance(10_000)

            let untitled = try await calls.posted(me, "Menu", content: ["media": ["id": .string(menu)]])
            let unread = try await calls.posted(me, "Menu", content: ["media": ["id": .string(other), "title": "x"]])
            let posted = try await calls.posted(me, "Menu", content: ["media": ["id": .string(menu), "title": "Menu"]])

            #expect([untitled, unread, posted].map(\.status) == [400, 400, 201])
            let media = try #require(try world.control("linkedin").posts.first?.media)
            #expect(media.map(\.type) == ["application/pdf"] && media.map(\.alt) == ["Menu"])
        }
    }
}
