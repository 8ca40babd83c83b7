import KicauCore
import KicauText
import Testing

@testable import KicauPlatforms

@Suite("A Bluesky record's bytes and keys")
struct BlueskyRecordTests {
    /// Known answers were computed with another implementation (dag-cbor 0.3 of PyPI).
    @Test func `are the one DAG-CBOR form`() {
        let value: JSONValue = [
            "b": [:], "bb": "é",
            "a": [
                1, -1, 24, -25, 255, 256, 65536, 4_294_967_296, -4_294_967_297, true, false, .null, .number(1.5),
            ],
        ]
        let hex = DagCBOR.bytes(value)?.map { $0 < 16 ? "0" + String($0, radix: 16) : String($0, radix: 16) }.joined()

        #expect(
            hex
                == "a361618d01201818381818ff1901001a000100001b00000001000000003b0000000100000000f5f4f6fb3ff80000000000006162a062626262c3a9"
        )
        #expect(DagCBOR.cid(value) == "bafyreihyc7cmsdddelxatiwceckl7gieie4t453cytxcupgwdl7jh5fjnm")
        #expect(DagCBOR.cid([:]) == "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua")
    }

    @Test func `hold links to blobs as CIDs`() {
        let record: JSONValue = [
            "$type": "app.bsky.feed.post", "text": "Kopi pagi ☕", "createdAt": "2026-11-24T12:00:00.000Z",
            "langs": ["id"],
            "embed": [
                "$type": "app.bsky.embed.images",
                "images": [
                    [
                        "alt": "A cup",
                        "image": [
                            "$type": "blob",
                            "ref": ["$link": "bafkreic7jcs56xrozmjifsouhrcj7ddlx3mkt2gy224sga3etg7e7rxrpu"],
                            "mimeType": "image/jpeg", "size": 123456,
                        ],
                        "aspectRatio": ["width": 800, "height": 600],
                    ]
                ],
            ],
        ]

        #expect(DagCBOR.cid(record) == "bafyreihtb3lfzeumyvcyvbch4gnyennry4jsordlzp7riqet3ly5hzjlly")
        #expect(DagCBOR.cid(["$link": "QmNotBase32"]) == nil)
    }

    @Test(arguments: [
        (UInt64(1_795_521_600_000_000), UInt64(0), "3n32ltmj62222"), (UInt64(0), UInt64(0), "2222222222222"),
        (UInt64(1 << 53) - 1, UInt64(1023), "bzzzzzzzzzzzz"),
    ])
    func `write a time as a key`(microseconds: UInt64, clock: UInt64, text: String) {
        #expect(TID.text(microseconds: microseconds, clock: clock) == text)
    }

    @Test func `are the same at every try and others for another account, time, place or text`() {
        let account = Sample.account("bluesky", remoteID: "did:plc:a")
        func key(_ account: Account, _ due: Instant, _ part: Int, _ text: String) -> String {
            TID.key(account: account, due: due, part: part, text: text, media: [])
        }
        let first = key(account, .noon, 0, "kopi")

        #expect(first == key(account, .noon, 0, "kopi"))
        let others = [
            key(Sample.account("bluesky", remoteID: "did:plc:b"), .noon, 0, "kopi"),
            key(account, .noon + .seconds(1), 0, "kopi"), key(account, .noon, 1, "kopi"), key(account, .noon, 0, "teh"),
        ]
        #expect(Set(others + [first]).count == 5)
        #expect(first < key(account, .noon, 1, "a"))
    }

    @Test func `point at links, tags and known people by their bytes`() {
        let text = "☕ #kopi https://example.org @bima.bsky.social @nobody.bsky.social"
        let facets = BlueskyWire.facets(
            spans(in: text, rules: .bluesky), people: ["bima.bsky.social": "did:plc:bima"])

        #expect(
            facets == [
                [
                    "index": ["byteStart": 4, "byteEnd": 9],
                    "features": [["$type": "app.bsky.richtext.facet#tag", "tag": "kopi"]],
                ],
                [
                    "index": ["byteStart": 10, "byteEnd": 29],
                    "features": [["$type": "app.bsky.richtext.facet#link", "uri": "https://example.org"]],
                ],
                [
                    "index": ["byteStart": 30, "byteEnd": 47],
                    "features": [["$type": "app.bsky.richtext.facet#mention", "did": "did:plc:bima"]],
                ],
            ])
    }

    @Test func `count graphemes and bytes`() {
        let account = Sample.account("bluesky")
        let family = String(repeating: "👨‍👩‍👧‍👦", count: 200)

        let rendered = Bluesky().render(Sample.post(family), for: account, at: .noon)

        #expect(rendered.lengths[0].used == 200)
        #expect(rendered.refusals.map(\.what.description) == ["Part 1 takes 5000 bytes; Bluesky stores 3000."])
        let flags = Bluesky().render(Sample.post(String(repeating: "🇮🇩", count: 300)), for: account, at: .noon)
        #expect(flags.broken.isEmpty)
        let long = Bluesky().render(Sample.post(String(repeating: "é", count: 301)), for: account, at: .noon)
        #expect(long.refusals.count == 1)
    }
}
