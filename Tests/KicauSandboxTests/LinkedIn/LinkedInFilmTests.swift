import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("Films on the rehearsed LinkedIn", .serialized)
struct LinkedInFilmTests {
    /// An upload as it was begun, and the calls that go on with it.
    struct Upload: Sendable {
        let calls: LinkedInCalls
        let urn: String
        let token: JSONValue
        let places: [JSONValue]

        static func begun(_ calls: LinkedInCalls, by owner: String, bytes: Int) async throws -> Upload {
            let start = try await LinkedInFilmTests.start(
                calls, ["owner": .string(owner), "fileSizeBytes": .integer(Int64(bytes))])
            guard let urn = start["value"]?["video"]?.string, let token = start["value"]?["uploadToken"],
                let places = start["value"]?["uploadInstructions"]?.array
            else { throw Missing(what: start.text) }
            return Upload(calls: calls, urn: urn, token: token, places: places)
        }

        /// No token goes with the bytes.
        func put(_ bytes: Data, to place: Int, type: String = "application/octet-stream") async throws -> Answer {
            let path = places[place]["uploadUrl"]?.string ?? ""
            return try await calls.world.call(
                "PUT", "linkedin", path.replacingOccurrences(of: calls.world.origin("linkedin"), with: ""),
                body: .bytes(bytes, type: type))
        }

        /// Every part of a film, and the tags that came back.
        func fill(_ film: Data) async throws -> [JSONValue] {
            var tags: [JSONValue] = []
            for (index, place) in places.enumerated() {
                guard let first = place["firstByte"]?.int, let last = place["lastByte"]?.int else {
                    throw Missing(what: "the bytes of a part")
                }
                let answer = try await put(film[first...last], to: index)
                guard let tag = answer.header("etag") else { throw Missing(what: "an ETag") }
                tags.append(.string(tag.replacingOccurrences(of: "\"", with: "")))
            }
            return tags
        }

        func finalize(_ tags: [JSONValue]) async throws -> Answer {
            try await calls.call(
                "POST", "/rest/videos?action=finalizeUpload",
                json: [
                    "finalizeUploadRequest": [
                        "video": .string(urn), "uploadToken": token, "uploadedPartIds": .array(tags),
                    ]
                ])
        }

        func state() async throws -> JSONValue? {
            try await calls.call("GET", "/rest/videos/" + Rehearsal.encoded(urn))["status"]
        }

        func post(_ text: String, by owner: String) async throws -> Answer {
            try await calls.posted(owner, text, content: ["media": ["id": .string(urn), "altText": "Kopi dituang"]])
        }
    }

    static func start(_ calls: LinkedInCalls, _ request: JSONValue) async throws -> Answer {
        try await calls.call(
            "POST", "/rest/videos?action=initializeUpload", json: ["initializeUploadRequest": request])
    }

    static func film(_ bytes: Int) -> Data {
        Data([0, 0, 0, 24]) + Data("ftypisom".utf8) + Data(repeating: 7, count: bytes - 12)
    }

    private func member(_ world: Rehearsal) throws -> (LinkedInCalls, String) {
        (
            LinkedInCalls(world: world, token: try world.token("linkedin", "ayu-lestari")),
            try LinkedInCalls.member(world, "ayu-lestari")
        )
    }

    @Test func `are taken in parts, in order, and posted when they are ready`() async throws {
        try await Rehearsal.running("linkedin", change: { $0.processingMs = 3000 }) { world in
            let (calls, me) = try member(world)
            let upload = try await Upload.begun(calls, by: me, bytes: 5_000_000)
            let waiting = try await upload.state()
            let tags = try await upload.fill(Self.film(5_000_000))

            let disordered = try await upload.finalize(tags.reversed())
            let ended = try await upload.finalize(tags)
            let early = try await upload.post("Film", by: me)
            world.clock.advance(3000)
            let state = try await upload.state()
            let late = try await upload.post("Film", by: me)

            #expect(tags.count == 2)
            #expect(statuses(disordered, ended, early) == [400, 200, 400])
            #expect(waiting == "WAITING_UPLOAD" && state == "AVAILABLE")
            #expect(late.header("x-restli-id")?.hasPrefix("urn:li:ugcPost:") == true)
            let media = try #require(try world.control("linkedin").posts.first?.media)
            #expect(media.map(\.type) == ["video/mp4"] && media.map(\.alt) == ["Kopi dituang"])
        }
    }

    @Test func `take only the bytes of a part at its address, as often as one likes`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let upload = try await Upload.begun(calls, by: me, bytes: 5_000_000)
            let film = Self.film(5_000_000)

            let whole = try await upload.put(film, to: 1)
            let typed = try await upload.put(film[4_194_304...], to: 1, type: "video/mp4")
            let first = try await upload.put(film[4_194_304...], to: 1)
            let again = try await upload.put(film[4_194_304...], to: 1)

            #expect(statuses(whole, typed, first, again) == [400, 400, 200, 200])
            #expect(first.header("etag") == again.header("etag"))
        }
    }

    @Test func `are over once they are put together`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let upload = try await Upload.begun(calls, by: me, bytes: 80_000)
            let tags = try await upload.fill(Self.film(80_000))

            let ended = try await upload.finalize(tags)
            let twice = try await upload.finalize(tags)
            let late = try await upload.put(Self.film(80_000), to: 0)

            #expect(statuses(ended, twice, late) == [200, 400, 404])
        }
    }

    @Test func `that are none are found out when they are looked through`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let upload = try await Upload.begun(calls, by: me, bytes: 80_000)
            let tags = try await upload.fill(Data(repeating: 5, count: 80_000))

            let ended = try await upload.finalize(tags)
            world.clock.advance(60_000)

            #expect(ended.status == 200)
            #expect(try await upload.state() == "PROCESSING_FAILED")
            #expect(try await upload.post("Film", by: me).status == 400)
        }
    }

    @Test func `are spoilt or slowed by a fault that struck when they were begun`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let control = try world.control("linkedin")
            control.add(FaultRule(.failProcessing, at: .upload))
            let spoilt = try await Upload.begun(calls, by: me, bytes: 80_000)
            control.add(FaultRule(.processing, at: .upload, ms: 90_000))
            let slow = try await Upload.begun(calls, by: me, bytes: 80_000)
            for upload in [spoilt, slow] {
                let tags = try await upload.fill(Self.film(80_000))
                #expect(try await upload.finalize(tags).status == 200)
            }

            world.clock.advance(60_000)

            #expect(try await spoilt.state() == "PROCESSING_FAILED")
            #expect(try await slow.state() == "PROCESSING")
        }
    }

    @Test func `are not begun with a wrong size, an unknown field or for somebody else`() async throws {
        try await Rehearsal.running("linkedin") { world in
            let (calls, me) = try member(world)
            let other = try LinkedInCalls.member(world, "bima-pratama")

            let small = try await Self.start(calls, ["owner": .string(me), "fileSizeBytes": 76_799])
            let large = try await Self.start(calls, ["owner": .string(me), "fileSizeBytes": 524_288_001])
            let strange = try await Self.start(
                calls, ["owner": .string(me), "fileSizeBytes": 80_000, "purpose": "VIDEO"])
            let foreign = try await Self.start(calls, ["owner": .string(other), "fileSizeBytes": 80_000])

            #expect(statuses(small, large, strange, foreign) == [400, 400, 400, 403])
        }
    }
}
