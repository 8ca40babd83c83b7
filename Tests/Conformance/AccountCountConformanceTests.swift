import KicauCore
import KicauPlatforms
import KicauSandbox
import Testing

@testable import KicauPublish

@Suite("Every network's count of an account", .serialized)
struct AccountCountConformanceTests {
    /// LinkedIn tells a member's followers to no program of this kind.
    static let metrics: [String: Set<String>] = [
        "x": ["followers", "posts"], "facebook": ["followers", "reach"],
        "instagram": ["followers", "posts"], "threads": ["followers"], "linkedin": [],
        "mastodon": ["followers", "posts"],
        "bluesky": ["followers", "posts"],
    ]

    @Test(arguments: PlatformConformanceTests.names)
    func `is read and kept`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            await AccountCounter(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            #expect(Set(detail.readings.map(\.metric)) == Self.metrics[name])
            #expect(detail.withoutNumbers == nil, "\(String(describing: detail.withoutNumbers))")
            if let followers = detail.followers { #expect(followers > 100) }
        }
    }
}
