import Testing

@testable import KicauText

@Suite("Texts out of Parquet")
struct ParquetTests {
    static let fixtures: [String] = ["none", "snappy", "gzip", "zstd"].flatMap { codec in
        ["1.0", "2.0"].flatMap { version in
            ["plain", "dict", "delta_length_byte_array", "delta_byte_array"]
                .filter { codec == "none" || codec == "snappy" || !$0.hasPrefix("delta") }
                .map { "\(codec)-\(version)-\($0).parquet" }
        }
    }

    /// What Fixtures/make.py writes.
    static let expected: [String] = (0..<300).flatMap { row in
        var texts: [String] = []
        if row % 7 != 3 { texts.append("\(row) row \(row) " + String(repeating: "kopi é ", count: row % 5)) }
        if row % 11 != 5 { for part in 0..<row % 4 where part != 2 { texts.append("\(row) part \(row).\(part)") } }
        return texts
    }

    @Test(arguments: fixtures)
    func `are right in each encoding, packing and version`(name: String) {
        let given = Given.from(Scratch.fixture(name))

        #expect(given.texts.map { "\($0.record) \($0.string)" } == ParquetTests.expected)
        #expect(given.texts.allSatisfy { $0.source == "https://a.example/\($0.record)" })
        #expect(given.flaws == [])
    }

    @Test func `are those of all columns of strings where none has a known name`() {
        #expect(Given.from(Scratch.fixture("other-names.parquet")).strings == ["satu", "dua"])
        #expect(Given.from(Scratch.fixture("struct.parquet")).strings == ["satu", "dua", "tiga"])
        let strict = CorpusOptions(fields: .only(["body"]))
        #expect(Given.from(Scratch.fixture("other-names.parquet"), options: strict).codes == ["no_text_column"])
    }

    @Test func `that are packed as Kicau does not read say so`() {
        let given = Given.from(Scratch.fixture("lz4.parquet"))

        #expect(given.codes == ["unsupported"])
        #expect(given.flaws.first?.sentence.contains("LZ4") == true)
    }

    @Test func `come out of a tar, and out of a stream`() throws {
        let scratch = try Scratch()
        try scratch.run(
            "cp '\(Scratch.fixture("zstd-2.0-dict.parquet"))' a.parquet && tar cf a.tar a.parquet && gzip a.parquet")

        #expect(Given.from(scratch.path + "/a.tar").texts.count == ParquetTests.expected.count)
        #expect(Given.from(scratch.path + "/a.parquet.gz").texts.count == ParquetTests.expected.count)
    }
}
