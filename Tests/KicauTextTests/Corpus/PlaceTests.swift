import Foundation
import KicauCore
import Testing

@testable import KicauText

@Suite("Reading that was stopped")
struct PlaceTests {
    @Test(arguments: [
        "cp a.jsonl x", "gzip -c a.jsonl > x",
        "split -l 7 a.jsonl part. && for p in part.*; do gzip -c $p; done > x && rm part.*",
        "split -l 7 a.jsonl part. && for p in part.*; do zstd -q -c $p; done > x && rm part.*",
        "tar cf x a.jsonl b.txt c.warc", "tar czf x b.txt a.jsonl c.warc", "gzip c.warc && tar cf x c.warc.gz b.txt",
        "cp b.txt x", "cp c.warc x", "cp p.parquet x", "tar cf x b.txt p.parquet b.txt",
        "gzip -c a.jsonl | head -c 3000 > x", "gzip -c a.jsonl > a.gz && tar cf - a.gz b.txt a.jsonl | zstd -q -c > x",
    ])
    func `goes on after any text as if it had not been`(command: String) throws {
        let scratch = try Scratch()
        try write(into: scratch)
        try scratch.run("\(command) && mkdir in && mv x in/ && cp b.txt in/w && cp a.jsonl in/y")
        let files = CorpusFiles([scratch.path + "/in"]).files.map(\.path)
        let whole = Given.by(CorpusReader(files))
        #expect(whole.texts.count > 100)

        var dice = SeededRandom(seed: 3)
        for round in 0..<50 {
            let count = round < 6 ? round : dice.below(whole.texts.count + 1)
            let first = CorpusReader(files)
            let before = Given.by(first, atMost: count)
            let place = try first.place.map { try JSONDecoder().decode(Place.self, from: JSONEncoder().encode($0)) }
            let after = place.map { Given.by(CorpusReader(files, from: $0)) } ?? Given()

            #expect(before.texts + after.texts == whole.texts, "after \(count)")
            let flaws = (before.flaws + after.flaws).map(\.sentence).sorted()
            #expect(flaws == whole.flaws.map(\.sentence).sorted(), "after \(count) at \(String(describing: place))")
        }
    }

    @Test func `goes on within a record of many pieces`() throws {
        let scratch = try Scratch()
        let text = String(repeating: "kopi ", count: 500_000)
        let lines = "{\"text\": \"\(text)\", \"body\": \"dua\"}\n{\"text\": \"tiga\"}\n"
        try scratch.write("a.jsonl", lines)
        try scratch.write("b.txt", text + "\n\nempat")
        try scratch.write("c.warc", WarcTests.page("<b>\(text)</b>") + WarcTests.record("conversion", "lima"))
        let files = CorpusFiles([scratch.path]).files.map(\.path)
        let whole = Given.by(CorpusReader(files))

        for count in 0...whole.texts.count {
            let first = CorpusReader(files)
            let before = Given.by(first, atMost: count)
            let after = first.place.map { Given.by(CorpusReader(files, from: $0)) } ?? Given()
            #expect(before.texts + after.texts == whole.texts, "after \(count)")
        }
    }

    @Test func `goes on within a line that is too long to be held`() throws {
        let text = String(repeating: "kopi ", count: 700_000)
        let line = Array("{\"x\": [\"\(text)\", \"dua\", \"\(text)\"]}\n{\"x\": \"tiga\"}\n".utf8)
        func reader(_ place: Place.Layer?) -> JSONLines {
            let bytes = Array(line[(place?.byte ?? 0)...])
            return JSONLines(
                MemoryBytes(bytes), FieldNames(.all), FlawLog(), record: place?.index ?? 0, longest: 3 << 20)
        }
        func counts(_ reader: JSONLines, _ limit: Int = .max) throws -> [Int] {
            var counts: [Int] = []
            while counts.count < limit, let piece = try reader.next() { counts.append(piece.bytes.count) }
            return counts
        }
        let whole = try counts(reader(nil))
        #expect(whole.count == 10)

        for count in 0...whole.count {
            let first = reader(nil)
            let before = try counts(first, count)
            let place = first.place
            let second = reader(place.layers.last)
            _ = try counts(second, place.part)
            #expect(try before + counts(second) == whole, "after \(count)")
        }
    }

    @Test func `survives places that make no sense`() throws {
        let scratch = try Scratch()
        try write(into: scratch)
        let kinds: [CorpusKind] = [.jsonLines, .text, .gzip, .zstd, .tar, .warc, .parquet]
        var dice = SeededRandom(seed: 4)
        for _ in 0..<400 {
            let layers = (0..<dice.below(4)).map { _ in
                Place.Layer(
                    kind: kinds[dice.below(kinds.count)], byte: dice.below(9_000) - 10, unpacked: dice.below(50),
                    index: dice.below(400) - 5)
            }
            let files = ["a.jsonl", "b.txt", "c.warc", "p.parquet"].map { scratch.path + "/" + $0 }
            let place = Place(file: files[dice.below(4)], layers: layers, part: dice.below(5) - 1)
            _ = Given.by(CorpusReader(files, from: place))
        }
    }

    private func write(into scratch: Scratch) throws {
        let lines = (0..<120).map { row in
            switch row % 6 {
            case 0: "{\"text\": \"baris \(row)\", \"body\": \"\(row)\", \"content\": \"\(row)\"}"
            case 1: "{\"text\": \"rusak \(row)"
            case 2: ""
            default: "{\"text\": \"\(String(repeating: "kopi \(row * 7919) ", count: 1 + row % 9))\"}"
            }
        }
        try scratch.write("a.jsonl", lines.joined(separator: "\n"))
        try scratch.write("b.txt", (0..<60).map { "alinea \($0)\n\n" }.joined())
        let records = (0..<40).map { row in
            switch row % 4 {
            case 0: WarcTests.page("<p>laman <b>\(row)</b></p>")
            case 1: WarcTests.record("request", "x")
            case 2: "rubbish\r\n" + WarcTests.record("conversion", "teks \(row)")
            default: WarcTests.record("conversion", "teks \(row)")
            }
        }
        try scratch.write("c.warc", records.joined())
        try scratch.run("cp '\(Scratch.fixture("snappy-1.0-dict.parquet"))' p.parquet")
    }
}
