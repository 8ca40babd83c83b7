import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauStore
import KicauTesting
import Testing

@testable import KicauPublish

/// Each connector that finds people, asked through our engine at its simulator.
@Suite("Every network that finds people", .serialized)
struct PeopleConformanceTests {
    /// What is asked, and what is to be written for it.
    static let found: [String: (name: String, mention: String)] = [
        "x": ("bima_pratama", "@bima_pratama"), "mastodon": ("bima", "@bima_pratama"),
        "bluesky": ("bima", "@bima-pratama.test"),
        "linkedin": ("kedai-aksara", "@[Kedai Aksara](urn:li:organization:70400099)"),
    ]

    private func onNetwork(_ name: String, _ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        // A member of LinkedIn finds nobody, an organisation does; other networks know no such option.
        try await Rehearsal.on(
            try #require(Registry.all.first { $0.id.raw == name }), options: ["audience": "organisations"], test)
    }

    private func people(_ name: String, _ rehearsal: Rehearsal) async throws -> [FoundPerson] {
        try await rehearsal.publishing.mentions.people(
            called: name, by: rehearsal.account, paying: true, for: rehearsal.caller
        ).people
    }

    @Test(arguments: found.keys.sorted())
    func `finds one of its people, and nobody where there is none`(network: String) async throws {
        let wanted = try #require(Self.found[network])
        try await onNetwork(network) { rehearsal in
            let found = try await people(wanted.name, rehearsal)
            let nobody = try await people("tidak_ada", rehearsal)

            #expect(found.count == 1 && nobody.isEmpty)
            #expect(found.first?.mention.hasPrefix(wanted.mention) == true, "\(found)")
            #expect(found.first?.name.isEmpty == false)
        }
    }

    @Test(arguments: ["mastodon", "bluesky"])
    func `mentions whom it found`(network: String) async throws {
        try await onNetwork(network) { rehearsal in
            let mention = try #require(try await people("citra", rehearsal).first?.mention)
            let delivery = try await rehearsal.schedule([Post.Part(text: "Halo \(mention)!")])

            try await rehearsal.advance(by: .minutes(2))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published)
            #expect(detail.rendition.parts[0].spans.count == 1)
            #expect(rehearsal.live.map(\.text) == ["Halo \(mention)!"])
        }
    }

    @Test func `on Threads needs a permission that was not asked for`() async throws {
        try await onNetwork("threads") { rehearsal in
            let problem = await #expect(throws: Problem.self) { _ = try await people("bima_pratama", rehearsal) }

            #expect(problem?.code == .networkAnswer)
            #expect(problem?.what.description.contains("threads_profile_discovery") == true)
        }
    }

    @Test(arguments: ["facebook", "instagram"])
    func `says why where nobody can be looked for`(network: String) async throws {
        try await onNetwork(network) { rehearsal in
            let problem = await #expect(throws: Problem.self) { _ = try await people("bima_pratama", rehearsal) }

            #expect(problem?.code == .notPossibleNow)
        }
    }

    @Test func `on X books the price of a user`() async throws {
        try await onNetwork("x") { rehearsal in
            let workspace = rehearsal.caller.workspace.id
            let before = try await rehearsal.store.budget(of: workspace, month: "2026-06").spent

            _ = try await people("bima_pratama", rehearsal)

            let after = try await rehearsal.store.budget(of: workspace, month: "2026-06").spent
            #expect(after - before == Money(microUSD: 10_000))
        }
    }
}
