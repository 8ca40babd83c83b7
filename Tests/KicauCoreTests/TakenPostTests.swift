import Foundation
import KicauCore
import Testing

@Suite("What a network has a place for")
struct TakenPostTests {
    let film = Media(
        sha256: "aa", mimeType: "video/mp4", width: 640, height: 360, bytes: 9,
        captions: [
            Captions(language: "id", sha256: "bb", bytes: 900), Captions(language: "en", sha256: "cc", bytes: 10),
        ])
    let menu = Media(sha256: "dd", mimeType: Media.documentType, width: 0, height: 0, bytes: 9, alt: "Menu", pages: 3)

    func rules(captions: CaptionRules? = nil, documents: DocumentRules? = nil) -> PlatformRules {
        PlatformRules(
            textLimit: Fact(500, from: "test", read: "2026-11-27"),
            maxPictures: Fact(4, from: "test", read: "2026-11-27"),
            maxAltLength: 100,
            videos: VideoRules(VideoFit(maxBytes: 1, milliseconds: 1...2), captions: captions), documents: documents,
            canThread: false, canFirstComment: false, canDelete: false, settleTime: .seconds(1), absence: .weak)
    }

    func taken(_ media: Media..., by rules: PlatformRules) -> TakenPost {
        TakenPost(Post(parts: [Post.Part(text: "Kopi", media: media)]), by: "Kedai", rules)
    }

    @Test func `keeps captions back from a network without them, and says so`() {
        let taken = taken(film, by: rules())

        #expect(taken.post.parts[0].media[0].captions.isEmpty)
        #expect(taken.broken.map(\.weight) == [.warns])
        #expect(taken.broken[0].what.values == ["Kedai", "1"])
    }

    @Test func `leaves as many languages as the network takes, the first ones`() {
        let taken = taken(film, by: rules(captions: CaptionRules(most: 1)))

        #expect(taken.post.parts[0].media[0].captions.map(\.language) == ["id"])
        #expect(taken.broken.map(\.weight) == [.warns])
        #expect(taken.broken[0].what.values.last == "id")
    }

    @Test func `refuses captions that are too long for it`() {
        let taken = taken(film, by: rules(captions: CaptionRules(most: 20, maxBytes: 500)))

        #expect(taken.broken.map(\.weight) == [.refuses])
        #expect(taken.post.parts[0].media[0] == film)
    }

    @Test func `takes out a document where there is no place for one, and refuses`() {
        let none = taken(film, menu, by: rules(captions: CaptionRules(most: 2)))
        let some = taken(menu, by: rules(documents: DocumentRules(maxBytes: 1, maxPages: 1)))

        #expect(none.post.parts[0].media == [film])
        #expect(none.broken.map(\.weight) == [.refuses])
        #expect(some.post.parts[0].media == [menu] && some.broken.isEmpty)
    }

    @Test func `is told of media that was written down before there were captions and documents`() throws {
        let old = #"{"sha256":"aa","mimeType":"video/mp4","width":640,"height":360,"bytes":9,"alt":""}"#
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]

        let media = try JSONDecoder().decode(Media.self, from: Data(old.utf8))

        #expect(media.captions.isEmpty && media.pages == nil)
        // What was frozen without them is written as it was.
        let written = String(decoding: try encoder.encode(media), as: UTF8.self)
        #expect(!written.contains("captions") && !written.contains("pages"))
        #expect(try JSONDecoder().decode(Media.self, from: encoder.encode(film)) == film)
        let document = RenderedMedia(menu, picture: PictureFit(types: [], maxBytes: 1), video: nil)
        #expect(document.fit == .asItIs)
        #expect(try JSONDecoder().decode(RenderedMedia.self, from: encoder.encode(document)) == document)
    }
}
