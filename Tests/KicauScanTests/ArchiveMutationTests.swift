import Foundation
import KicauCore
import Testing

@testable import KicauScan

/// Every form in which posts are given, changed by chance. `KICAU_FUZZ=100` plays a hundred times as many changes.
@Suite("An archive that was changed by chance")
struct ArchiveMutationTests {
    private static let rounds = 300 * (ProcessInfo.processInfo.environment["KICAU_FUZZ"].flatMap(Int.init) ?? 1)

    private static let forms: [(name: String, bytes: Data)] = [
        (
            "tweets.js",
            Data(
                #"window.YTD.tweets.part0 = [{"tweet":{"id_str":"17","full_text":"Salam &amp; hi https://t.co/abc","created_at":"Fri Sep 08 09:00:00 +0000 2023","entities":{"urls":[{"url":"https://t.co/abc","expanded_url":"https://example.org/"}]}}}]"#
                    .utf8)
        ),
        (
            "outbox.json",
            Data(
                #"{"orderedItems":[{"type":"Create","object":{"id":"https://m.example/1","published":"2024-02-29T23:59:59Z","content":"<p>Kopi &amp; <a href=\"https://e.example\">e</a><br />pagi &#x27;x&#39;</p>"}},{"type":"Announce"}]}"#
                    .utf8)
        ),
        (
            "Shares.csv",
            Data(
                "\u{FEFF}Date,ShareLink,ShareCommentary\r\n2023-09-08 09:00:00,https://l.example/1,\"satu\n\"\"\n\"\"dua\"\r\n2023-09-09,,tiga\r\n"
                    .utf8)
        ),
        (
            "mine.jsonl",
            Data("{\"id\": 7, \"text\": \"satu\", \"created_at\": \"2024-01-01T07:00:00+07:00\"}\n{}\n".utf8)
        ),
        ("mine.json", Data(#"[{"id":1,"content":"<b>dua</b> &quot;"},{"uri":"at://x","text":"é🙂"}]"#.utf8)),
        ("mine.txt", Data("satu\r\n\r\ndua é\n".utf8)),
        ("download.zip", PackedArchiveTests.zip), ("mastodon.tar.gz", PackedArchiveTests.tarGz),
        ("mastodon.tar", (try? Inflated.gzip(PackedArchiveTests.tarGz, most: 1 << 20)) ?? Data()),  // empty: seen below
        ("repo.car", Data(PackedArchiveTests.car)),
    ]

    @Test(arguments: forms.map(\.name))
    func `is read without a crash or a hang, and takes no more than it holds`(name: String) throws {
        let whole = try #require(Self.forms.first { $0.name == name }).bytes
        let folder = FileManager.default.temporaryDirectory.appending(path: "kicau-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // only the temporary folder
        let file = folder.appending(path: name)
        try whole.write(to: file)
        #expect(!Archive.read(file.path).posts.isEmpty)
        // What is packed is read from the disk as a person's is.
        let isPacked = name.contains("zip") || name.contains("tar")

        var dice = SeededRandom(seed: 9)
        for _ in 0..<Self.rounds {
            let changed = Data(Self.change(Array(whole), &dice))
            let archive: Archive
            if isPacked {
                try changed.write(to: file)
                archive = Archive.read(file.path)
            } else {
                archive = Archive.read(changed, named: name)
            }
            #expect(archive.flaws.first.count <= Flaws.told)
            #expect(archive.posts.count <= 1_000)
        }
    }

    @Test func `has entities undone once, and none that it defines itself`() {
        let text = "&lol9; &amp;lt; &#60; &#x110000; &#99999999999; &amp"

        #expect(HTMLText.text("<!ENTITY lol9 '&lol8;'>" + text) == "&lol9; &lt; < &#x110000; &#99999999999; &amp")
    }

    private static func change(_ bytes: [UInt8], _ dice: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<1 + dice.below(5) where bytes.count > 2 {
            let place = dice.below(bytes.count)
            switch dice.below(6) {
            case 0: bytes[place] = UInt8(dice.below(256))
            case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(40)))
            case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + dice.below(80))], at: place)
            case 4: bytes[place] = [0x00, 0xFF, 0x7F, 0x80, 0x22, 0x5C, 0x7B, 0x26, 0x3C, 0x0A][dice.below(10)]
            default: bytes.removeLast(dice.below(bytes.count / 2))
            }
        }
        return bytes
    }
}
