import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("A link's card on Bluesky")
struct BlueskyCardTests {
    let signedIn = Sample.signedIn(
        Sample.account("bluesky", remoteID: "did:plc:ayu", handle: "ayu.example", server: "https://pds.example"))
    static let thumb = Media(
        sha256: String(repeating: "ef", count: 32), mimeType: "image/png", width: 1200, height: 630, bytes: 5000)
    static let card = LinkCard(
        url: "https://kedai-aksara.com/menu", title: "Menu & kopi", description: "Tujuh hidangan", picture: thumb)
    static let blob: JSONValue = [
        "$type": "blob", "ref": ["$link": "bafythumb"], "mimeType": "image/png", "size": 5000,
    ]

    func post(_ card: LinkCard?, pictures: [Media] = []) -> Post {
        Post(parts: [Post.Part(text: "Menu: https://kedai-aksara.com/menu", media: pictures, card: card)])
    }

    func errand(_ card: LinkCard, _ step: Step, _ progress: Progress = Progress()) -> Errand {
        let rendition = Bluesky().render(post(card), for: signedIn.account, at: .noon).rendition
        let media = rendition.parts[0].fittings.map {
            FittedMedia(
                path: "/nowhere/thumb", mimeType: $0.original.mimeType, width: 1200, height: 630, bytes: 5000, alt: "",
                publicURL: nil)
        }
        return Errand(
            rendition: rendition, step: step, progress: progress, signedIn: signedIn, key: "k", media: media,
            now: .noon)
    }

    @Test func `is an external embed with its picture as a blob`() throws {
        let uploaded = Progress(prepared: [(step: Step(.prepare, "card", part: 0, picture: 0), ["blob": Self.blob])])

        let record = try #require(Bluesky.record(errand(Self.card, Step(.commit, "post", part: 0), uploaded)))

        #expect(
            record["embed"] == [
                "$type": "app.bsky.embed.external",
                "external": [
                    "uri": "https://kedai-aksara.com/menu", "title": "Menu & kopi", "description": "Tujuh hidangan",
                    "thumb": Self.blob,
                ],
            ])
        #expect(record["facets"]?.array?.count == 1)
    }

    @Test func `has no picture where the page had none, and needs no upload`() throws {
        let plain = LinkCard(url: "https://kedai-aksara.com/menu", title: "Menu")
        let errand = errand(plain, Step(.commit, "post", part: 0))

        #expect(
            Bluesky.record(errand)?["embed"]?["external"]
                == ["uri": "https://kedai-aksara.com/menu", "title": "Menu", "description": ""])
        #expect(Bluesky().steps(for: errand.rendition).map(\.name) == ["post"])
    }

    @Test func `has its picture uploaded before, within a megabyte`() async throws {
        let step = Step(.prepare, "card", part: 0, picture: 0)
        let errand = errand(Self.card, step)
        let line = ScriptedLine([.reply(200, #"{"blob":\#(Self.blob.text)}"#)])

        let answer = await Bluesky().prepare(errand, before: nil, via: line)

        #expect(Bluesky().steps(for: errand.rendition).first == step)
        #expect(answer.result == ["blob": Self.blob])
        #expect(line.asked[0].call.url == "https://pds.example/xrpc/com.atproto.repo.uploadBlob")
        guard case .picture(let fit)? = errand.rendition.parts[0].card?.picture?.fit else {
            Issue.record("a picture")
            return
        }
        #expect(fit.maxBytes == 1_000_000)
    }

    @Test func `gives way to pictures, and another card makes another record`() {
        func part(_ post: Post) -> RenderedPart? {
            Bluesky().render(post, for: signedIn.account, at: .noon).rendition.parts.first
        }
        var other = Self.card
        other.title = "Lain"

        let withPictures = part(post(Self.card, pictures: [Sample.picture()]))

        #expect(withPictures?.card == nil)
        #expect(withPictures?.frozen["rkey"] == part(post(nil, pictures: [Sample.picture()]))?.frozen["rkey"])
        #expect(part(post(Self.card))?.frozen["rkey"] != part(post(nil))?.frozen["rkey"])
        #expect(part(post(Self.card))?.frozen["rkey"] != part(post(other))?.frozen["rkey"])
        #expect(part(post(Self.card))?.frozen["rkey"] == part(post(Self.card))?.frozen["rkey"])
    }
}
