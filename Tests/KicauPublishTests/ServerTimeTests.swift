import KicauCore
import Testing

@testable import KicauPublish

@Suite("The database's clock")
struct ServerTimeTests {
    /// Answers that took so long, one after the other.
    private func best(of ways: [Int64]) async throws -> (found: ServerTime?, asked: Int) {
        var left = ways[...]
        let found = try await ServerTime.best {
            left.popFirst().map { ServerTime(time: Instant(ms: 1_000_000), steadyMs: 0, wayMs: $0) }
        }
        return (found, ways.count - left.count)
    }

    @Test func `is believed at the first quick answer`() async throws {
        let (found, asked) = try await best(of: [900, 3, 1])

        #expect(found?.wayMs == 3)
        #expect(found?.isFresh == true)
        #expect(asked == 2)
    }

    @Test func `is not believed while every answer is slow, and the quickest is kept`() async throws {
        let (found, asked) = try await best(of: [25_000, 900, 700, 800, 2_000, 1])

        #expect(found?.wayMs == 700)
        #expect(found?.isFresh == false)
        #expect(asked == 5)
    }

    @Test func `is nothing to set a clock by where there is none`() async throws {
        let (found, asked) = try await best(of: [])

        #expect(found == nil)
        #expect(asked == 0)
    }
}
