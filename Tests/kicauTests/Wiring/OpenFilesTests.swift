import Testing

@testable import kicau

@Suite("How many files may be open")
struct OpenFilesTests {
    @Test func `is raised as far as the system lets it, and no further than wanted`() throws {
        let before = try #require(OpenFiles.limit)
        OpenFiles.raise()
        let after = try #require(OpenFiles.limit)

        #expect(after.soft == max(before.soft, min(OpenFiles.wanted, before.hard)))
        #expect(after.hard == before.hard)
    }
}
