import Foundation
import Testing

@testable import KicauText

@Suite("What is wrong with a corpus")
struct CorpusFlawTests {
    @Test(arguments: [
        ("seq 3000 | gzip -c | head -c 2000 > bad", "cut_short"),
        ("seq 3000 | zstd -q -c | head -c 2000 > bad", "cut_short"),
        ("tar cf - good.txt | head -c 515 > bad", "cut_short"),
        ("cp good.txt bad.gz && mv bad.gz bad", ""), ("cp good.txt bad.gz", "misnamed"),
        ("head -c 5000 /dev/zero > bad", "not_text"), ("printf 'BZh91AY' > bad", "unsupported"),
        ("printf 'PK\\003\\004....' > bad", "unsupported"),
        ("printf 'PAR1' > bad", "cut_short"), ("printf 'PAR1----------------PAR1' > bad", "damaged"),
        ("ln -s nowhere bad", "vanished"), ("printf '{\\n' > bad.jsonl", "bad_record"),
        ("printf 'WARC/1.0\\r\\nX: y' > bad", "bad_record"),
        ("printf 'WARC/1.0\\r\\nContent-Length: 99\\r\\nWARC-Type: conversion\\r\\n\\r\\nkurz' > bad", "cut_short"),
        ("cp good.txt t && for i in 1 2 3 4 5 6; do gzip -c t > u; mv u t; done; mv t bad", "too_deep"),
        ("truncate -s 1M hole && tar -S -cf bad hole", "sparse"),
        ("truncate -s 1M hole && tar -S --format=pax -cf bad hole", "sparse"),
        ("printf 'satu \\377 dua' > bad", "not_utf8"), ("printf '\\037\\213\\010' > bad", "cut_short"),
        ("printf 'PAR1' > bad.jsonl", "cut_short"), ("cp good.txt bad.parquet", "misnamed"),
        ("tar -P --transform='s,good,../../good,' -cf bad good.txt", "climbs"),
    ])
    func `is counted and said in a sentence, and the rest is read`(command: String, code: String) throws {
        let scratch = try Scratch()
        try scratch.write("good.txt", "selamat pagi")
        try scratch.run(command)
        try scratch.run("mkdir in && mv bad* in/ && mv good.txt in/zzz.txt")

        let given = Given.from(scratch.path + "/in")

        #expect(given.strings.last == "selamat pagi")
        #expect(given.codes.contains(code) || code.isEmpty && given.flaws.isEmpty, "\(given.codes)")
        for flaw in given.flaws {
            #expect(flaw.sentence.contains("/in/bad") && flaw.sentence.hasSuffix("."))
        }
    }

    @Test func `names files that cannot be opened`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("a.txt", "satu")
        let files = CorpusFiles([scratch.path + "/gone.txt", file, file])
        #expect(files.files.map(\.path) == [file])
        #expect(files.flaws.map(\.flaw) == [.vanished])

        try scratch.run("rm a.txt")
        let given = Given.by(CorpusReader([file, scratch.path]))
        #expect(given.codes == ["vanished", "unreadable"])
    }

    @Test func `stops at what unpacks to far more than a text can`() throws {
        let scratch = try Scratch()
        try scratch.run("yes 'kopi kopi kopi kopi kopi' | head -c 1100M | zstd -q -3 -c > bomb")
        let stream = ZstdBytes(try FileBytes(path: scratch.path + "/bomb"))
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
        defer { room.deallocate() }

        let flaw = #expect(throws: CorpusFlaw.self) { while try stream.read(into: room) > 0 { continue } }

        #expect(flaw == .bomb && stream.position < 1_100_000_000)
    }

    @Test func `in a Parquet file without strings is said`() {
        let given = Given.from(Scratch.fixture("no-strings.parquet"))

        #expect(given.codes == ["no_text_column"])
    }

    @Test func `keeps only the first thousand, and counts all`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("a.jsonl", String(repeating: "{\n", count: 5_000))

        let reader = CorpusReader([file])
        while reader.nextText() != nil { continue }

        #expect(reader.flawCounts == ["bad_record": 5_000])
        #expect(reader.takeFlaws().count == 1_000 && reader.takeFlaws().isEmpty)
    }
}
