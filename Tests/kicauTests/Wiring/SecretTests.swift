import Testing

@testable import kicau

@Suite("Words that open something")
struct SecretTests {
    @Test func `have 192 bits, fit into an address as they are, and never come twice`() {
        let words = Set((0..<2_000).map { _ in Secret.make() })

        #expect(words.count == 2_000)
        #expect(words.allSatisfy { $0.count == 32 && $0.wholeMatch(of: /[A-Za-z0-9_-]+/) != nil })
        // Each place takes every letter: none is fixed.
        for place in 0..<32 {
            #expect(Set(words.map { Array($0)[place] }).count == 64)
        }
    }
}
