import AsyncHTTPClient
import Foundation
import KicauCore
import Testing

@testable import KicauSandbox

/// One of the two open networks, with the few calls the fault tests need.
enum OpenNetwork: String, CaseIterable, Sendable {
    case mastodon, bluesky

    var account: String {
        switch self {
        case .mastodon: "ayu_lestari"
        case .bluesky: "ayu-lestari.test"
        }
    }

    func token(_ stage: OpenNetworkStage) throws -> String {
        let grant = try #require(stage.control.grant(to: account))
        return try #require((grant["access_token"] ?? grant["accessJwt"])?.string)
    }

    func commit(_ stage: OpenNetworkStage, token: String) async throws -> OpenNetworkStage.Answer {
        switch self {
        case .mastodon: try await stage.post("/api/v1/statuses", ["status": "Halo"], token: token)
        case .bluesky:
            try await stage.post(
                "/xrpc/com.atproto.repo.createRecord",
                [
                    "repo": .string(account), "collection": "app.bsky.feed.post",
                    "record": ["text": "Halo", "createdAt": "2026-11-23T00:00:00Z"],
                ],
                token: token)
        }
    }

    func read(_ stage: OpenNetworkStage, token: String) async throws -> OpenNetworkStage.Answer {
        switch self {
        case .mastodon:
            let id = stage.control.people.first { $0.handle == account }?.id ?? ""
            return try await stage.get("/api/v1/accounts/\(id)/statuses", token: token)
        case .bluesky:
            return try await stage.get(
                "/xrpc/com.atproto.repo.listRecords?repo=\(account)&collection=app.bsky.feed.post", token: token)
        }
    }

    /// How many posts the listing shows; nil when the answer is not a listing.
    func listed(_ stage: OpenNetworkStage, _ token: String) async throws -> Int? {
        count(try await read(stage, token: token))
    }

    private func count(_ answer: OpenNetworkStage.Answer) -> Int? {
        switch self {
        case .mastodon: answer.json.array?.count
        case .bluesky: answer["records"]?.array?.count
        }
    }

    /// How a dead token is told.
    var expired: (status: Int, error: String) {
        switch self {
        case .mastodon: (401, "The access token expired")
        case .bluesky: (400, "ExpiredToken")
        }
    }

    var serverError: Int {
        switch self {
        case .mastodon: 503
        case .bluesky: 500
        }
    }
}

@Suite("Mastodon and Bluesky: faults, seen from both sides")
struct BlueskyFaultTests {
    private func commitUnder(
        _ fault: FaultRule, on network: OpenNetwork,
        _ expect: @escaping @Sendable (OpenNetworkStage.Answer?, Int) -> Void
    ) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            stage.control.add(fault)
            let token = try network.token(stage)
            // No answer at all is what two of the faults are about.
            let answer = try? await network.commit(stage, token: token)
            expect(answer, stage.control.posts.count)
            #expect(stage.control.faults.map(\.fired) == [1])
            let next = try await network.commit(stage, token: try network.token(stage))
            #expect(next.status == 200)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `dropped before: no answer, no post`(network: OpenNetwork) async throws {
        try await commitUnder(FaultRule(.dropBeforeAccept, at: .commit), on: network) { answer, posts in
            #expect(answer == nil)
            #expect(posts == 0)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `dropped after: no answer, one post`(network: OpenNetwork) async throws {
        try await commitUnder(FaultRule(.dropAfterAccept, at: .commit), on: network) { answer, posts in
            #expect(answer == nil)
            #expect(posts == 1)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `errors before and after differ only in the effect`(network: OpenNetwork) async throws {
        try await commitUnder(FaultRule(.serverErrorBefore, at: .commit), on: network) { answer, posts in
            #expect(answer?.status == network.serverError)
            #expect(posts == 0)
        }
        try await commitUnder(FaultRule(.serverErrorAfter, at: .commit), on: network) { answer, posts in
            #expect(answer?.status == network.serverError)
            #expect(posts == 1)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `a proxy's page at 502 means no post, cut JSON at 200 means one`(network: OpenNetwork) async throws {
        try await commitUnder(FaultRule(.html, at: .commit), on: network) { answer, posts in
            #expect(answer?.status == 502)
            #expect(answer?.text.contains("<html>") == true)
            #expect(posts == 0)
        }
        try await commitUnder(FaultRule(.malformed, at: .commit), on: network) { answer, posts in
            #expect(answer?.status == 200)
            #expect(answer?.json == .null)
            #expect(posts == 1)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `delays and slow bytes end well`(network: OpenNetwork) async throws {
        for kind in [FaultKind.delay, .delayAfter, .slowBytes] {
            try await commitUnder(FaultRule(kind, at: .commit, ms: 50), on: network) { answer, posts in
                #expect(answer?.status == 200)
                #expect(answer?.json != .null)
                #expect(posts == 1)
            }
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `too many calls comes with the network's own headers`(network: OpenNetwork) async throws {
        let fault = FaultRule(.rateLimit, at: .commit, ms: 60_000)
        try await commitUnder(fault, on: network) { answer, posts in
            #expect(answer?.status == 429)
            #expect(posts == 0)
            switch network {
            case .mastodon:
                #expect(answer?.headers["x-ratelimit-reset"] == "2026-11-23T00:01:00.000000Z")
                #expect(answer?.headers["retry-after"] == nil)
            case .bluesky:
                #expect(answer?.headers["ratelimit-reset"] == "1795392060")
                #expect(answer?.headers["retry-after"] == "60")
            }
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `a token that died in mid-flight is told in the network's own way`(network: OpenNetwork) async throws {
        try await commitUnder(FaultRule(.expiredToken, at: .commit), on: network) { answer, posts in
            #expect(answer?.status == network.expired.status)
            #expect(answer?["error"]?.string == network.expired.error)
            #expect(posts == 0)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `a lagging listing hides what is young`(network: OpenNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let token = try network.token(stage)
            _ = try await network.commit(stage, token: token)
            stage.control.add(FaultRule(.lagListing, at: .read, times: 2, ms: 60_000))

            #expect(try await network.listed(stage, token) == 0)
            stage.clock.advance(60_000)
            #expect(try await network.listed(stage, token) == 1)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `reads break like commits`(network: OpenNetwork) async throws {
        try await OpenNetworkStage.run(network.rawValue) { stage in
            let token = try network.token(stage)
            for kind in [FaultKind.serverErrorBefore, .rateLimit, .html, .malformed] {
                stage.control.add(FaultRule(kind, at: .read))
                #expect(try await network.listed(stage, token) == nil)
            }
            stage.control.add(FaultRule(.dropBeforeAccept, at: .read))
            await #expect(throws: (any Error).self) { try await network.read(stage, token: token) }
            #expect(try await network.listed(stage, token) == 0)
            #expect(stage.control.calls.count == 6)
        }
    }

    @Test(arguments: OpenNetwork.allCases)
    func `what was posted outlives a restart`(network: OpenNetwork) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: folder) }  // left over is harmless
        let first = Mailbox()

        try await OpenNetworkStage.run(network.rawValue, adjusting: { $0.statePath = folder }) { stage in
            let token = try network.token(stage)
            _ = try await network.commit(stage, token: token)
            await first.put(token)
        }

        let token = await first.content
        try await OpenNetworkStage.run(network.rawValue, adjusting: { $0.statePath = folder }) { stage in
            let listed = try await network.listed(stage, token)
            let next = try await network.commit(stage, token: token)

            #expect(listed == 1)
            #expect(next.status == 200)
            #expect(stage.control.posts.count == 2)
        }
    }
}

/// Carries one text from one stage to the next.
private actor Mailbox {
    var content = ""
    func put(_ text: String) { content = text }
}
