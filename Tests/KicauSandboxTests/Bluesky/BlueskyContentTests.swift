import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

@Suite("Bluesky: the identifiers of records and blobs")
struct BlueskyContentTests {
    /// Made once with the dag-cbor and multiformats packages for Python.
    @Test(arguments: [
        ("{}", "bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua"),
        (#"{"hello":"world"}"#, "bafyreidykglsfhoixmivffc5uwhcgshx4j465xwqntbmu43nb2dzqwfvae"),
        (
            #"{"$type":"app.bsky.feed.post","text":"Selamat pagi ☕ dari Kedai Aksara","#
                + #""createdAt":"2026-11-23T00:00:00.000Z","langs":["id"]}"#,
            "bafyreiefovxflpqdxmsc2blvtkehvspvuz6f57aszggznqihwr45p3x4c4"
        ),
        (
            #"{"b":-1,"aa":[true,false,null,-70000,23,24,255,256,65535,65536,4294967296],"a":{"$bytes":"AAE"}}"#,
            "bafyreihafzz4hgecgxeyx64nrqxwtjunp32oyyxlsrbscyfbbeixf4zoia"
        ),
    ])
    func `a record's identifier is the one others compute`(json: String, expected: String) throws {
        let record = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))

        #expect(try ContentID(record: record).description == expected)
    }

    @Test func `a link inside a record becomes a tag, not a text`() throws {
        let record: JSONValue = [
            "$type": "app.bsky.feed.post", "text": "Selamat pagi ☕ dari Kedai Aksara",
            "createdAt": "2026-11-23T00:00:00.000Z", "langs": ["id"],
            "facets": [
                [
                    "index": ["byteStart": 13, "byteEnd": 16],
                    "features": [["$type": "app.bsky.richtext.facet#tag", "tag": "kopi"]],
                ]
            ],
            "embed": [
                "$type": "app.bsky.embed.images",
                "images": [
                    [
                        "alt": "",
                        "image": [
                            "$type": "blob",
                            "ref": ["$link": "bafkreibyv27a3bxitysnjpbxned5iptdyrjjtl4sjsuzb2qx5og5m5nwvy"],
                            "mimeType": "image/png", "size": 12,
                        ],
                        "aspectRatio": ["width": 70_000, "height": 24],
                    ]
                ],
            ],
        ]

        let identifier = try ContentID(record: record)

        #expect(identifier.description == "bafyreifaimonaam34pp6adops6cilafyxb5uqeew5ikrgcv2uua45w3qgi")
    }

    @Test func `a blob's identifier is of its raw bytes and reads back`() {
        let identifier = ContentID(blob: Array("Kedai Aksara".utf8))

        #expect(identifier.description == "bafkreibyv27a3bxitysnjpbxned5iptdyrjjtl4sjsuzb2qx5og5m5nwvy")
        #expect(ContentID(identifier.description) == identifier)
        #expect(ContentID("bafkrei") == nil)
        #expect(ContentID("QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG") == nil)
    }

    @Test func `a fraction has no canonical form`() {
        #expect(throws: DagCBOR.Flaw.fraction(0.5)) { try DagCBOR.bytes(of: ["n": .number(0.5)]) }
    }

    @Test func `record keys of posts sort by time and keep to their alphabet`() {
        let early = TimedKey.text(micros: 1_795_392_000_000_000, clockID: 7)
        let late = TimedKey.text(micros: 1_795_392_000_000_001, clockID: 3)

        #expect(early < late)
        #expect(TimedKey.isValid(early))
        #expect(TimedKey.isValid("3jzfcijpj2z2a"))
        for wrong in [
            "3jzfcijpj2z21", "0000000000000", "3jzfcijpj2z2aa", "3jzfcijpj2z2", "3jzf-cij-pj2z-2a", "kjzfcijpj2z2a",
        ] {
            #expect(!TimedKey.isValid(wrong))
        }
    }
}
