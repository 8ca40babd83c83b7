import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: what the lexicon of a video's captions allows")
struct BlueskyCaptionLexiconTests {
    private static let film = "bafkreibyv27a3bxitysnjpbxned5iptdyrjjtl4sjsuzb2qx5og5m5nwvy"
    private static let words = "bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku"

    private func flaw(
        _ captions: JSONValue, words: PostLexicon.BlobFacts = .init(mimeType: "text/vtt", size: 90)
    ) -> String? {
        let record: JSONValue = [
            "$type": "app.bsky.feed.post", "text": "Kopi", "createdAt": "2026-11-23T00:00:00Z",
            "embed": [
                "$type": "app.bsky.embed.video", "captions": captions,
                "video": BlueskySimulator.blobRef(link: Self.film, mimeType: "video/mp4", size: 9),
            ],
        ]
        do throws(PostLexicon.Flaw) {
            let known = [Self.film: PostLexicon.BlobFacts(mimeType: "video/mp4", size: 9), Self.words: words]
            try PostLexicon(blob: { known[$0] }).check(record)
            return nil
        } catch {
            return "\(error.name) \(error.message)"
        }
    }

    private func track(
        _ language: JSONValue? = "id", type: String = "text/vtt", size: Int = 90
    ) -> JSONValue {
        .members([
            "lang": language, "file": BlueskySimulator.blobRef(link: Self.words, mimeType: type, size: size),
        ])
    }

    @Test func `twenty languages of WebVTT pass, and one more does not`() {
        #expect(flaw(.array(Array(repeating: track(), count: 20))) == nil)
        #expect(flaw(.array(Array(repeating: track(), count: 21)))?.contains("20 elements") == true)
    }

    @Test func `20,000 bytes pass, and one more does not`() {
        #expect(flaw([track(size: 20_000)], words: .init(mimeType: "text/vtt", size: 20_000)) == nil)
        #expect(
            flaw([track(size: 20_001)], words: .init(mimeType: "text/vtt", size: 20_001))?.hasPrefix("BlobTooLarge")
                == true)
    }

    @Test func `another type, no file, no language and no list of them do not pass`() {
        let srt = flaw(
            [track(type: "application/x-subrip")], words: .init(mimeType: "application/x-subrip", size: 90))
        #expect(srt?.hasPrefix("InvalidMimeType") == true)
        #expect(flaw([["lang": "id"]])?.contains("captions/0/file") == true)
        #expect(flaw([track(nil)])?.contains("\"lang\"") == true)
        #expect(flaw([track("bahasa indonesia")])?.contains("BCP 47") == true)
        #expect(flaw("id")?.contains("must be an array") == true)
    }
}
