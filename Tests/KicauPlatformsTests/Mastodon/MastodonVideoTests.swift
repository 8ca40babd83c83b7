import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("What moves on a Mastodon server")
struct MastodonVideoTests {
    static let film = Media(
        sha256: "cd", mimeType: "video/mp4", width: 640, height: 360, bytes: 9, alt: "Kopi dituang",
        motion: Motion(milliseconds: 4000, milliFPS: 30_000, codec: "h264"))
    static let gif = Media(
        sha256: "ef", mimeType: "image/gif", width: 640, height: 360, bytes: 9,
        motion: Motion(milliseconds: 900, milliFPS: 10_000))

    func rendered(_ media: [Media], _ traits: [String: JSONValue] = [:]) -> Rendered {
        Mastodon().render(
            Sample.post("kopi", pictures: media), for: Sample.account("mastodon", traits: traits), at: .noon)
    }

    @Test func `a video is fitted to what the server announces`() {
        let stock = rendered([Self.film]).rendition.parts[0].media[0].fit
        let told = rendered(
            [Self.film],
            ["videoBytes": 40_000_000, "videoPixels": 2_304_000, "videoFPS": 60, "pictureTypes": ["video/mp4"]]
        ).rendition.parts[0].media[0].fit

        guard case .video(let usual) = stock, case .video(let small) = told else { return #expect(Bool(false)) }
        #expect(usual.maxBytes == 99_000_000 && usual.maxLongSide == 3840 && usual.maxMilliFPS == 120_000)
        #expect(small.maxBytes == 40_000_000 && small.maxLongSide == 1920 && small.maxMilliFPS == 60_000)
    }

    @Test func `one video is taken, and nothing beside it`() {
        #expect(rendered([Self.film]).broken.isEmpty)
        #expect(rendered([Self.film, Sample.picture()]).refusals.count == 1)
        #expect(rendered([Self.film, Self.film]).refusals.count == 1)
        #expect(rendered([Self.film], ["pictureTypes": ["image/png"]]).refusals.count == 1)
    }

    @Test func `a GIF that moves stays one where the server takes GIFs`() {
        #expect(MastodonDialect(traits: [:]).fit(of: Self.gif).types == ["image/gif"])
        #expect(MastodonDialect(traits: [:]).fit(of: Self.gif).maxWidth == 1280)
        #expect(MastodonDialect(traits: [:]).fit(of: Sample.picture(type: "image/gif")).types.first == "image/jpeg")
        #expect(
            MastodonDialect(traits: ["pictureTypes": ["image/png"]]).fit(of: Self.gif).types == ["image/png"])
    }

    func differences(_ media: [Media], shown: String) throws -> [String] {
        let text = #"{"id":"1","content":"kopi","visibility":"public","media_attachments":\#(shown)}"#
        let answer = try #require(Reply(status: 200, headers: [], body: Array(text.utf8), at: .noon).json)
        let status = try #require(MastodonWire.Status(answer))
        return status.differences(from: rendered(media).rendition.parts[0], parent: nil).map(\.description)
    }

    @Test(arguments: ["video", "gifv", "unknown"])
    func `a video shown as one is as it was sent`(type: String) throws {
        let shown = #"[{"type":"\#(type)","description":"Kopi dituang"}]"#

        #expect(try differences([Self.film], shown: shown) == [])
    }

    @Test(arguments: ["image", "audio"])
    func `a video shown as something else is told`(type: String) throws {
        let shown = #"[{"type":"\#(type)","description":"Kopi dituang"}]"#

        #expect(
            try differences([Self.film], shown: shown) == [
                "The server shows another kind of picture or video than was sent."
            ])
    }

    @Test func `one that is missing, and a description that is, are told`() throws {
        #expect(
            try differences([Self.film], shown: "[]") == ["The server shows 0 pictures, and 1 were sent."])
        #expect(
            try differences([Self.film], shown: #"[{"type":"video","description":null}]"#) == [
                "The server did not keep every picture's description as it was sent."
            ])
        #expect(try differences([Self.gif], shown: #"[{"type":"gifv","description":null}]"#) == [])
    }
}
