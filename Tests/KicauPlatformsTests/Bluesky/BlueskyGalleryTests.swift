import KicauCore
import Testing

@testable import KicauPlatforms

@Suite("Many pictures on Bluesky")
struct BlueskyGalleryTests {
    let signedIn = Sample.signedIn(Sample.account("bluesky", remoteID: "did:plc:ayu", server: "https://pds.example"))
    static let blob: JSONValue = ["$type": "blob", "ref": ["$link": "b"], "mimeType": "image/jpeg", "size": 9]

    func post(_ count: Int) -> Post {
        Sample.post("Pasar", pictures: (0..<count).map { Sample.picture(alt: "Kios \($0)") })
    }

    func embed(_ count: Int) -> JSONValue? {
        let uploads = (0..<count).map { number in
            (
                step: Step(.prepare, "upload", part: 0, picture: number),
                result: ["blob": Self.blob, "shape": ["width": 800, "height": 600]] as [String: JSONValue]
            )
        }
        return Bluesky.record(
            Sample.errand(
                Bluesky(), post(count), step: Step(.commit, "post", part: 0), signedIn: signedIn,
                progress: Progress(prepared: uploads)))?["embed"]
    }

    @Test func `up to four are images, which every reader knows`() {
        #expect(embed(4)?["$type"] == "app.bsky.embed.images")
        #expect(
            embed(1)?["images"] == [
                ["image": Self.blob, "alt": "Kios 0", "aspectRatio": ["width": 800, "height": 600]]
            ])
    }

    @Test func `more are a gallery`() {
        #expect(embed(5)?["$type"] == "app.bsky.embed.gallery")
        #expect(embed(5)?["items"]?.array?.count == 5)
        #expect(
            embed(5)?["items"]?[4] == [
                "$type": "app.bsky.embed.gallery#image", "image": Self.blob, "alt": "Kios 4",
                "aspectRatio": ["width": 800, "height": 600],
            ])
    }

    @Test(arguments: [(10, 0, false), (11, 1, false), (20, 1, false), (21, 1, true)])
    func `ten are welcome, twenty are allowed`(count: Int, words: Int, isRefused: Bool) {
        let rendered = Bluesky().render(post(count), for: signedIn.account, at: .noon)

        #expect(rendered.broken.count == words)
        #expect(rendered.refusals.isEmpty == !isRefused)
    }
}
