import Foundation
import KicauCore
import Testing

@testable import KicauText

/// `KICAU_FUZZ=100` plays a hundred times as many changes.
@Suite("A corpus that was changed by chance")
struct MutationTests {
    private static let times = ProcessInfo.processInfo.environment["KICAU_FUZZ"].flatMap(Int.init) ?? 1
    private static let commands = [
        "cp a.jsonl x", "gzip -c a.jsonl > x", "zstd -q -c a.jsonl > x", "tar cf x a.jsonl b.txt",
        "tar --format=pax -cf x long-name-*", "cp c.warc x", "cp b.txt x",
        "gzip -k a.jsonl && tar cf x a.jsonl.gz b.txt", "gzip -c c.warc > x && gzip -c b.txt >> x",
        "split -l 3 a.jsonl part. && for p in part.*; do zstd -q -c $p; done > x && rm part.*", "cp d.html x",
    ]

    @Test(arguments: commands)
    func `is read without a crash or a hang`(command: String) throws {
        let scratch = try Scratch()
        try scratch.write("a.jsonl", (0..<12).map { "{\"text\": \"b\\u00e9 \($0)\", \"id\": \($0)}\n" }.joined())
        try scratch.write("b.txt", "satu\n\ndua\r\n\r\ntiga")
        try scratch.write("long-name-" + String(repeating: "x", count: 180), "empat")
        try scratch.write(
            "c.warc",
            WarcTests.page("<b a='x'>satu</b><!-- x --><script>y</script>") + WarcTests.record("conversion", "dua"))
        try scratch.write(
            "d.html", "<!DOCTYPE x [<!ENTITY a \"&lol;&lol;\">]><p title='>'>satu &a; &#x41;</p>\n\n<style>b</style>dua"
        )
        try scratch.run(command)
        let bytes = try scratch.bytes("x")

        var dice = SeededRandom(seed: 5)
        for _ in 0..<600 * Self.times {
            let changed = change(bytes, &dice)
            let log = FlawLog()
            do {
                let source = MemoryBytes(changed, most: 1 + dice.below(5_000))
                let reader = try Opener(CorpusOptions(), log).open(source, name: "x")
                var count = 0
                while let text = try reader?.next() {
                    count += text.bytes.count
                    _ = reader?.place
                }
                #expect(count < 100_000)
            } catch {
                continue
            }
        }
    }

    @Test(arguments: ParquetTests.fixtures)
    func `is read without a crash or a hang, also as Parquet`(name: String) throws {
        let bytes = Array(try Data(contentsOf: URL(fileURLWithPath: Scratch.fixture(name))))
        var dice = SeededRandom(seed: 6)
        for round in 0..<150 * Self.times {
            // Half of the changes strike the footer, a small part of the file.
            var changed = bytes
            for _ in 0..<1 + dice.below(3) {
                let from = round.isMultiple(of: 2) ? max(0, bytes.count - 1_200) : 0
                changed[from + dice.below(bytes.count - from)] = UInt8(dice.below(256))
            }
            do {
                let reader = try ParquetTexts(
                    HeldBytes(changed), FieldNames(.preferred(["text", "content"])), FlawLog())
                var count = 0
                while count < 5_000, try reader.next() != nil { count += 1 }
            } catch {
                continue
            }
        }
    }

    @Test func `unpacks no page of Snappy beyond its room`() {
        var dice = SeededRandom(seed: 7)
        for _ in 0..<20_000 * Self.times {
            let bytes = (0..<1 + dice.below(40)).map { _ in UInt8(dice.below(256)) }
            let all = UnsafeMutableRawBufferPointer.allocate(byteCount: 200, alignment: 1)
            defer { all.deallocate() }
            all.initializeMemory(as: UInt8.self, repeating: 0xA5)
            let room = UnsafeMutableRawBufferPointer(rebasing: all[..<dice.below(100)])
            var stated = bytes
            stated[0] = UInt8(room.count)
            _ = try? stated.withUnsafeBytes { try Snappy.unpack($0, into: room) }  // most are damaged
            #expect(all[room.count...].allSatisfy { $0 == 0xA5 })
        }
    }

    private func change(_ bytes: [UInt8], _ dice: inout SeededRandom) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<1 + dice.below(4) where bytes.count > 2 {
            let place = dice.below(bytes.count)
            switch dice.below(5) {
            case 0: bytes[place] = UInt8(dice.below(256))
            case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(600)))
            case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + dice.below(600))], at: place)
            default: bytes.removeLast(dice.below(bytes.count / 2))
            }
        }
        return bytes
    }
}
