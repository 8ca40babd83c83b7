import Testing

@testable import KicauText

@Suite("Texts out of JSON Lines")
struct JSONLinesTests {
    @Test func `are those of the named fields, at any depth, as they are written`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "a.jsonl",
            #"""
            {"id": 7, "text": "satu \u00e9 \"dua\"", "n": [1, {"content": "tiga"}], "lang": "id"}
            {"messages": [{"role": "x", "content": "empat"}, {"content": "lima"}], "url": "https://a.example"}

            {"full_text": "enam", "id_str": "99", "text": ["tujuh", "delapan"]}
            """#)

        let given = Given.from(file)

        #expect(
            given.strings == [#"satu \u00e9 \"dua\""#, "tiga", "empat", "lima", "enam", "tujuh", "delapan"])
        #expect(given.texts.map(\.record) == [0, 0, 1, 1, 3, 3, 3])
        #expect(given.texts.map(\.part) == [0, 1, 0, 1, 0, 1, 2])
        #expect(given.texts.map(\.source) == ["7", "7", "https://a.example", "https://a.example", "99", "99", "99"])
        #expect(given.flaws == [])
    }

    @Test func `say where they lie`() throws {
        let scratch = try Scratch()
        let file = try scratch.write("a.jsonl", "{\"text\": \"satu\"}\n{\"x\": 1, \"text\": \"dua kali\"}\n")

        let whole = try scratch.bytes("a.jsonl")
        for text in Given.from(file).texts {
            #expect(Array(whole[text.start..<text.start + text.bytes.count]) == text.bytes)
        }
    }

    @Test func `are all strings of a record that has no named field, unless only those are asked for`() throws {
        let scratch = try Scratch()
        let file = try scratch.write(
            "a.jsonl", "{\"prompt\": \"satu\", \"answer\": \"dua\"}\n{\"text\": \"tiga\", \"lang\": \"id\"}\n")

        #expect(Given.from(file).strings == ["satu", "dua", "tiga"])
        #expect(Given.from(file, options: CorpusOptions(fields: .only(["answer"]))).strings == ["dua"])
        #expect(Given.from(file, options: CorpusOptions(fields: .all)).strings == ["satu", "dua", "tiga", "id"])
    }

    @Test func `of broken lines are given up to the break, which is located`() throws {
        let scratch = try Scratch()
        let lines = [
            #"{"text": "satu"}"#, #"{"text": "dua", }"#, #"{"text": "tiga"#, "\u{1}", #"{"text" "empat"}"#,
            #"{"text": "lima"} x"#, #"["enam"#, #"{"text": "tujuh"]"#, #"{"text": "delapan"}"#,
        ]
        let file = try scratch.write("a.jsonl", lines.joined(separator: "\r\n"))

        let given = Given.from(file)

        #expect(given.strings == ["satu", "dua", "tiga\r", "lima", "enam\r", "tujuh", "delapan"])
        #expect(given.codes == Array(repeating: "bad_record", count: 7))
        #expect(given.flaws.map(\.record) == [1, 2, 3, 4, 5, 6, 7])
        #expect(given.flaws.first?.sentence.contains("a.jsonl, record 2, byte 34 is not a whole record") == true)
    }

    @Test func `may stand behind a byte order mark, and in brackets up to 512`() throws {
        let scratch = try Scratch()
        let deep = String(repeating: "[", count: 511) + "{\"text\": \"dua\"}" + String(repeating: "]", count: 511)
        let tooDeep = String(repeating: "[", count: 100_000)
        let file = try scratch.write(
            "a.jsonl", "\u{FEFF}{\"text\": \"satu\"}\n\(deep)\n\(tooDeep)\n{\"text\": \"tiga\"}")

        let given = Given.from(file)

        #expect(given.strings == ["satu", "dua", "tiga"])
        #expect(given.codes == ["bad_record"])
    }

    @Test func `that are not UTF-8 are given and counted once a record`() throws {
        let scratch = try Scratch()
        let bytes =
            Array("{\"text\": \"a".utf8) + [0xFF] + Array("b\", \"body\": \"c".utf8) + [0xC3] + Array("\"}\n".utf8)
        let file = try scratch.write("a.jsonl", bytes + Array("{\"text\": \"é🙂\"}\n".utf8))

        let given = Given.from(file)

        #expect(given.texts.count == 3)
        #expect(given.codes == ["not_utf8"])
        #expect(given.flaws.first?.byte == 11)
    }
}
