import KicauCore
import KicauPlatforms
import KicauSandbox
import Testing

@testable import KicauPublish

@Suite("Every network's count of an account", .serialized)
struct AccountCountConformanceTests {
    /// LinkedIn tells a member's followers to apps with the Community Management API alone.
    static let options = ["linkedin": ["memberAnalytics": "yes"]]

    static let metrics: [String: Set<String>] = [
        "x": ["followers", "posts"], "facebook": ["followers", "reach"],
        "instagram": ["followers", "posts"], "threads": ["followers"], "linkedin": ["followers"],
        "mastodon": ["followers", "posts"],
        "bluesky": ["followers", "posts"],
    ]

    @Test(arguments: PlatformConformanceTests.names)
    func `is read and kept`(name: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform, options: Self.options[name] ?? [:]) { rehearsal in
            await AccountCounter(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            #expect(Set(detail.readings.map(\.metric)) == Self.metrics[name])
            #expect(detail.withoutNumbers == nil, "\(String(describing: detail.withoutNumbers))")
            if let followers = detail.followers { #expect(followers > 100) }
        }
    }

    @Test func `is missing for a member of LinkedIn whose app may not ask, and says why`() async throws {
        try await Rehearsal.on(LinkedIn()) { rehearsal in
            await AccountCounter(kit: rehearsal.kit).turn()

            let detail = try await rehearsal.accounts.detail(rehearsal.account, for: rehearsal.caller)
            #expect(detail.readings.isEmpty)
            #expect(detail.withoutNumbers?.what.description.contains("Community Management API") == true)
        }
    }
}
