import Testing

@testable import KicauScan

@Suite("The self-test")
struct SelfTestTests {
    @Test func `finds what it planted, says nothing of what it did not, and is the same each time`() async throws {
        var test = SelfTest()
        test.postsPerCell = 3
        test.noise = 1

        let outcome = try await test.run()
        test.threads = 2
        let again = try await test.run()

        #expect(outcome.recallLight >= 0.99, "\(outcome.cells.filter { !$0.edit.isHard && $0.found < $0.planted })")
        #expect(outcome.recallHard >= 0.85, "\(outcome.cells.filter { $0.edit.isHard && $0.found < $0.planted })")
        #expect(outcome.falseStrong == 0)
        #expect(outcome.cells.count == MadeLanguage.allCases.count * PostEdit.allCases.count)
        #expect(again.cells == outcome.cells)
        #expect(outcome.jsonLine.hasPrefix("{\"recall_light\":"))
    }
}
