import Testing

@testable import kicau

@Suite("How many files may be open")
struct OpenFilesTests {
    @Test func `is raised as far as the system lets it, and no further than wanted`() throws {
        let before = try #require(OpenFiles.limit)
        defer { OpenFiles.set(before.soft, of: before.hard) }
        OpenFiles.set(1024, of: before.hard)

        OpenFiles.raise()

        let after = try #require(OpenFiles.limit)
        #expect(after.soft == min(OpenFiles.wanted, before.hard) && after.soft > 1024)
        #expect(after.hard == before.hard)
    }
}
