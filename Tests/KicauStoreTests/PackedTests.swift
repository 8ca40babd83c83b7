import Foundation
import KicauCore
import Testing

@testable import KicauStore

@Suite("An answer that is kept for ever")
struct PackedTests {
    @Test(arguments: ["", "a", #"{"likes":5}"#, String(repeating: "Kopi Gayo ☕ ", count: 5000)])
    func `comes back as it was`(text: String) throws {
        let packed = try #require(Packed(text))

        #expect(try Packed.text(packed.bytes) == text)
    }

    @Test func `is smaller than it was`() throws {
        let text = String(repeating: #"{"name":"views","period":"lifetime","values":[{"value":12}]},"#, count: 20)

        #expect(try #require(Packed(text)).bytes.count < text.utf8.count / 5)
    }

    @Test func `is not kept when it is longer than anybody's answer`() {
        #expect(Packed(String(repeating: "x", count: Packed.longest)) != nil)
        #expect(Packed(String(repeating: "x", count: Packed.longest + 1)) == nil)
    }

    @Test func `is called damaged when it is`() throws {
        let bytes = try #require(Packed("Selamat pagi")).bytes
        var flipped = bytes
        flipped[flipped.count - 1] ^= 1
        var longer = bytes
        longer[2] = 255

        for damaged in [Data(), bytes.prefix(6), flipped, longer] {
            #expect(throws: Problem.self) { try Packed.text(damaged) }
        }
    }
}
