import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: what the lexicon of a post allows")
struct BlueskyLexiconTests {
    private static let link = "bafkreibyv27a3bxitysnjpbxned5iptdyrjjtl4sjsuzb2qx5og5m5nwvy"

    private func post(_ text: String, _ more: [String: JSONValue] = [:]) -> JSONValue {
        let base: [String: JSONValue] = [
            "$type": "app.bsky.feed.post", "text": .string(text), "createdAt": "2026-11-23T00:00:00Z",
        ]
        return .object(base.merging(more) { $1 })
    }

    private func flaw(
        _ record: JSONValue, blob: PostLexicon.BlobFacts? = .init(mimeType: "image/png", size: 12)
    ) -> String? {
        do throws(PostLexicon.Flaw) {
            try PostLexicon(blob: { $0 == Self.link ? blob : nil }).check(record)
            return nil
        } catch {
            return "\(error.name) \(error.message)"
        }
    }

    private func image(alt: JSONValue?, link: String = Self.link, size: JSONValue = 12) -> JSONValue {
        var item: [String: JSONValue] = [
            "image": [
                "$type": "blob", "ref": ["$link": .string(link)], "mimeType": "image/png", "size": size,
            ]
        ]
        item["alt"] = alt
        return ["$type": "app.bsky.embed.images", "images": [.object(item)]]
    }

    @Test func `300 graphemes pass and 301 do not`() {
        #expect(flaw(post(String(repeating: "🇮🇩", count: 300))) == nil)
        #expect(flaw(post(String(repeating: "é", count: 301)))?.contains("300 graphemes") == true)
    }

    @Test func `200 family emoji are stopped by the bytes`() {
        #expect(flaw(post(String(repeating: "👨‍👩‍👧", count: 200)))?.contains("3000 characters") == true)
    }

    @Test(arguments: [
        ("2026-11-23T00:00:00Z", true), ("2026-11-23T07:00:00.123+07:00", true), ("2026-11-23", false),
        ("2026-11-23T00:00:00", false), ("2026-02-29T00:00:00Z", false), ("2026-11-23T00:00:00-00:00", false),
        ("2024-02-29T00:00:00Z", true), ("2026-11-23 00:00:00Z", false),
    ])
    func `the time needs a date, seconds and a zone`(time: String, isFine: Bool) {
        #expect((flaw(post("Halo", ["createdAt": .string(time)])) == nil) == isFine)
    }

    @Test func `a post without a time is refused`() {
        #expect(flaw(["text": "Halo"])?.contains("createdAt") == true)
    }

    @Test func `times are read to the millisecond`() {
        #expect(RecordTime.ms(of: "1970-01-01T00:00:00Z") == 0)
        #expect(RecordTime.ms(of: "2026-11-23T07:00:00.25+07:00") == 1_795_392_000_250)
    }

    @Test func `three languages pass and four do not`() {
        #expect(flaw(post("Halo", ["langs": ["id", "en", "jv-Java"]])) == nil)
        #expect(flaw(post("Halo", ["langs": ["id", "en", "jv", "su"]]))?.contains("langs") == true)
        #expect(flaw(post("Halo", ["langs": ["i d"]]))?.contains("BCP 47") == true)
    }

    @Test func `a picture needs a description, which may be empty`() {
        #expect(flaw(post("Halo", ["embed": image(alt: "")])) == nil)
        #expect(flaw(post("Halo", ["embed": image(alt: nil)]))?.contains("alt") == true)
    }

    private func gallery(_ count: Int, without member: String? = nil) -> JSONValue {
        var item = image(alt: "")["images"]?[0]?.object ?? [:]
        item["$type"] = "app.bsky.embed.gallery#image"
        item["aspectRatio"] = ["width": 4, "height": 3]
        if let member { item[member] = nil }
        return [
            "$type": "app.bsky.embed.gallery", "items": .array(Array(repeating: .object(item), count: count)),
        ]
    }

    @Test func `a gallery has up to twenty pictures, each with its shape`() {
        #expect(flaw(post("Halo", ["embed": gallery(20)])) == nil)
        #expect(flaw(post("Halo", ["embed": gallery(21)]))?.contains("20 elements") == true)
        for member in ["$type", "aspectRatio", "alt"] {
            #expect(flaw(post("Halo", ["embed": gallery(1, without: member)]))?.contains(member) == true)
        }
        #expect(flaw(post("Halo", ["embed": gallery(1, without: "image")]))?.contains("blob ref") == true)
        #expect(flaw(post("Halo", ["embed": ["$type": "app.bsky.embed.gallery"]]))?.contains("items") == true)
    }

    @Test func `a picture must have been uploaded, as announced and not too large`() {
        let strange = Self.link.replacing("bafkreiby", with: "bafkreica")
        #expect(flaw(post("Halo", ["embed": image(alt: "", link: strange)]))?.hasPrefix("BlobNotFound") == true)
        let movie = PostLexicon.BlobFacts(mimeType: "video/mp4", size: 12)
        #expect(flaw(post("Halo", ["embed": image(alt: "")]), blob: movie)?.hasPrefix("InvalidMimeType") == true)
        let large = PostLexicon.BlobFacts(mimeType: "image/png", size: 2_000_001)
        let record = post("Halo", ["embed": image(alt: "", size: 2_000_001)])
        #expect(flaw(record, blob: large)?.hasPrefix("BlobTooLarge") == true)
        let full = post("Halo", ["embed": image(alt: "", size: 2_000_000)])
        #expect(flaw(full, blob: .init(mimeType: "image/png", size: 2_000_000)) == nil)
    }

    @Test(arguments: [
        (0, 4, true), (5, 8, true), (5, 7, false), (6, 8, false), (-1, 4, false), (4, 4, false), (0, 9, false),
    ])
    func `a facet's offsets are bytes within the text`(start: Int64, end: Int64, isFine: Bool) {
        let facet: JSONValue = [
            "index": ["byteStart": .integer(start), "byteEnd": .integer(end)],
            "features": [["$type": "app.bsky.richtext.facet#tag", "tag": "kopi"]],
        ]

        // "Halo" is four bytes, the space one, the cup three.
        #expect((flaw(post("Halo ☕", ["facets": [facet]])) == nil) == isFine)
    }

    @Test func `a reply names root and parent with uri and cid`() {
        let ref: JSONValue = ["uri": "at://did:plc:a/app.bsky.feed.post/3jzfcijpj2z2a", "cid": .string(Self.link)]
        #expect(flaw(post("Halo", ["reply": ["root": ref, "parent": ref]])) == nil)
        #expect(flaw(post("Halo", ["reply": ["root": ref]]))?.contains("parent") == true)
        let bare: JSONValue = ["uri": "at://did:plc:a/app.bsky.feed.post/3jzfcijpj2z2a"]
        #expect(flaw(post("Halo", ["reply": ["root": ref, "parent": bare]]))?.contains("cid") == true)
    }
}
