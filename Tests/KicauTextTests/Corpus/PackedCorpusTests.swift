import Testing

@testable import KicauText

@Suite("A corpus that is packed")
struct PackedCorpusTests {
    private static let lines = (0..<500).map { "{\"text\": \"baris \($0)\", \"id\": \($0)}\n" }.joined()
    private static let texts = (0..<500).map { "baris \($0)" }

    @Test(arguments: [
        "gzip -c a.jsonl > x", "zstd -q -c a.jsonl > x", "(gzip -c a.jsonl; gzip -c empty) > x",
        "(head -c 5000 a.jsonl | gzip -c; tail -c +5001 a.jsonl | gzip -9 -c; head -c 99 /dev/zero) > x",
        """
        (head -c 5000 a.jsonl | zstd -q -c; printf 'P*M\\030\\005\\000\\000\\000hallo'
        tail -c +5001 a.jsonl | zstd -q -c) > x
        """,
        "gzip -c a.jsonl | zstd -q -c > x", "tar cf x a.jsonl", "tar czf x a.jsonl",
        "tar cf - a.jsonl | zstd -q -c > x",
        "gzip -k a.jsonl && tar cf x a.jsonl.gz", "tar --format=pax -cf x a.jsonl", "tar --format=gnu -cf x a.jsonl",
        "tar --format=v7 -cf x a.jsonl",
    ])
    func `is read as what it is, whatever its name`(command: String) throws {
        let scratch = try Scratch()
        try scratch.write("a.jsonl", PackedCorpusTests.lines)
        try scratch.write("empty", "")
        try scratch.run(command)

        let given = Given.from(scratch.path + "/x")

        #expect(given.strings == PackedCorpusTests.texts)
        #expect(given.flaws == [])
    }

    @Test func `in a folder is read in an order that is always the same`() throws {
        let scratch = try Scratch()
        for name in ["b.txt", "a/z.txt", "a/B.txt", "c/d/e.txt", ".hidden.txt"] {
            try scratch.write("in/" + name, name)
        }
        try scratch.run("ln -s ../in in/loop && mkfifo in/pipe && ln -s b.txt in/link.txt")

        let given = Given.from(scratch.path + "/in")

        #expect(given.strings == ["a/B.txt", "a/z.txt", "b.txt", "c/d/e.txt", "b.txt"])
        #expect(given.flaws == [])
    }

    @Test func `as text has a record a paragraph, or one in all`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("a.txt", "\n\nsatu\ndua\n\n\ntiga\r\n\r\nempat\n \t\nlima")

        #expect(Given.from(file).strings == ["satu\ndua\n\n", "tiga\r\n\r\n", "empat\n \t\n", "lima"])
        #expect(
            Given.from(file, options: CorpusOptions(textRecords: .wholeFile)).strings
                == ["satu\ndua\n\n\ntiga\r\n\r\nempat\n \t\nlima"])
    }

    @Test func `as one text of many megabytes comes in pieces that overlap`() throws {
        let scratch = try Scratch()
        let text = Array(String(repeating: "kopi é ", count: 400_000).utf8)
        let file = try scratch.write("a.txt", text)

        let given = Given.from(file)

        var next = 0
        for piece in given.texts {
            #expect(piece.start + piece.overlap == next)
            #expect(piece.bytes.elementsEqual(text[piece.start..<piece.start + piece.bytes.count]))
            next = piece.start + piece.bytes.count
        }
        #expect(next == text.count && given.texts.count > 2 && given.flaws == [])
    }

    @Test func `in a tar says in which member a text lies, also by names that are long`() throws {
        let scratch = try Scratch()
        let long = String(repeating: "folder-with-a-long-name/", count: 8) + "b.txt"
        try scratch.write("a.jsonl", PackedCorpusTests.lines)
        try scratch.write(long, "satu")
        try scratch.run("tar --format=gnu -cf gnu.tar \(long) a.jsonl && tar --format=pax -cf pax.tar \(long) a.jsonl")
        try scratch.run("tar cf outer.tar gnu.tar")

        for name in ["gnu.tar", "pax.tar"] {
            let given = Given.from(scratch.path + "/" + name)
            #expect(given.texts.first?.member == long)
            #expect(given.texts.last?.member == "a.jsonl")
            #expect(given.texts.count == 501)
        }
        #expect(Given.from(scratch.path + "/outer.tar").texts.last?.member == "gnu.tar!a.jsonl")
    }
}
