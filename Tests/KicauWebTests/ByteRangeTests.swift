import Testing

@testable import KicauWeb

@Suite("The piece of a file that is asked for")
struct ByteRangeTests {
    func piece(_ bytes: ClosedRange<Int>) -> ByteRange.Reading { .piece(ByteRange(bytes: bytes)) }

    @Test func `is its beginning, its middle, its rest or its end`() {
        #expect(ByteRange.reading("bytes=0-99", of: 1000) == piece(0...99))
        #expect(ByteRange.reading("bytes=100-199", of: 1000) == piece(100...199))
        #expect(ByteRange.reading("bytes=900-", of: 1000) == piece(900...999))
        #expect(ByteRange.reading("bytes=-100", of: 1000) == piece(900...999))
    }

    @Test func `ends where the file ends`() {
        #expect(ByteRange.reading("bytes=900-5000", of: 1000) == piece(900...999))
        #expect(ByteRange.reading("bytes=-5000", of: 1000) == piece(0...999))
    }

    @Test(arguments: [nil, "", "bytes", "bytes=", "bytes=a-b", "bytes=9-1", "bytes=0-1,5-9", "items=0-1", "bytes=--5"])
    func `is the whole where nothing is asked that we know`(header: String?) {
        #expect(ByteRange.reading(header, of: 1000) == .whole)
    }

    @Test func `is nothing behind the end`() {
        #expect(ByteRange.reading("bytes=1000-", of: 1000) == .outside)
        #expect(ByteRange.reading("bytes=0-", of: 0) == .outside)
    }

    @Test(arguments: [(0, "0:00"), (7_900, "0:07"), (62_000, "1:02"), (3_723_000, "1:02:03")])
    func `a running time is written as players do`(milliseconds: Int, text: String) {
        #expect(RunningTime.text(milliseconds) == text)
    }
}
