import Testing

@testable import KicauText

@Suite("A corpus that means harm")
struct HostileCorpusTests {
    @Test func `cannot make a footer of Parquet large by saying nothing many times`() {
        for field: UInt8 in [0x29, 0x49] {
            // A list of three million empty structures.
            let footer = [field, 0xFC, 0xC0, 0x8D, 0xB7, 0x01] + [UInt8](repeating: 0, count: 3_000_001)
            let size = withUnsafeBytes(of: UInt32(footer.count).littleEndian) { Array($0) }
            let file = Array("PAR1".utf8) + footer + size + Array("PAR1".utf8)

            let flaw = #expect(throws: CorpusFlaw.self) { try ParquetFooter(HeldBytes(file)) }

            #expect(flaw == .tooLarge("a footer of over a million parts"))
        }
    }

    @Test func `cannot make a page state more than is worth reading`() throws {
        let budget = PageBudget(packed: 1_000)
        #expect(throws: CorpusFlaw.bomb) { while true { try budget.count(Int(Int32.max)) } }
        #expect(throws: CorpusFlaw.self) { while true { try budget.hold(64 << 20) } }
        #expect(throws: CorpusFlaw.self) { try PackedDeltas([128, 1, 4, 200, 1, 0][...].held, from: 0, most: 100) }
    }

    @Test func `cannot make the same bytes be looked through again and again`() throws {
        let log = FlawLog()
        let heads = [UInt8](String(repeating: "WARC/1.0\n", count: 200_000).utf8)
        let reader = WarcTexts(MemoryBytes(heads), log)

        #expect(try reader.next() == nil)

        #expect(log.counts["bad_record", default: 0] < 100)
    }

    @Test func `cannot hide where a paragraph ends by how its bytes come`() throws {
        let text = Array(String(repeating: "satu\n \t \r\ndua\n\n\n  tiga\n\r\n", count: 40).utf8)
        var all: Set<[Int]> = []
        for cut in 1...60 {
            let reader = PlainTexts(MemoryBytes(text, most: cut), .paragraphs)
            var starts: [Int] = []
            while let text = try reader.next() { starts.append(text.start) }
            all.insert(starts)
        }

        #expect(all.count == 1 && all.first?.count == 120)
    }

    @Test func `cannot make entities that stand for each other grow`() throws {
        let scratch = try Scratch()
        let laughs = (1...9).map { "<!ENTITY lol\($0) '\(String(repeating: "&lol\($0 - 1);", count: 10))'>" }.joined()
        let page = "<?xml version='1.0'?><!DOCTYPE lolz [<!ENTITY lol0 'lol'>\(laughs)]><p>&lol9; &amp;amp;lt;</p>"
        try scratch.write("a.warc", WarcTests.page(page, head: "Content-Type: application/xml"))
        try scratch.write("b.txt", page)
        try scratch.write("c.jsonl", "{\"text\": \"\(page)\"}\n")

        let given = Given.from(scratch.path)

        #expect(given.texts.count == 3)
        for text in given.strings {
            #expect(text.utf8.count <= page.utf8.count)
            #expect(FoldedText(text).bytes.count <= text.utf8.count)
        }
        #expect(given.flaws == [])
    }

    @Test func `cannot make a name of a megabyte be kept with each flaw`() throws {
        let scratch = try Scratch()
        let member = "x/" + String(repeating: String(repeating: "y", count: 200) + "/", count: 15) + "a.jsonl"
        try scratch.write(member, String(repeating: "{\n", count: 10))
        try scratch.run("tar cf a.tar x")

        let given = Given.from(scratch.path + "/a.tar")

        #expect(given.flaws.count == 10 && given.flaws.allSatisfy { $0.member.utf8.count == 1024 })
    }
}

extension ArraySlice<UInt8> {
    /// Held for as long as the tests run.
    fileprivate var held: UnsafeRawBufferPointer {
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 8)
        room.copyBytes(from: self)
        return UnsafeRawBufferPointer(room)
    }
}
