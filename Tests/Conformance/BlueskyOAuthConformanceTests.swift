import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

/// Bluesky once more, signed in on its server's page: with tokens of half an hour that are tied to a key, and a server
/// that wants another word in the proofs every three minutes.
@Suite("Bluesky by its server's page", .serialized)
struct BlueskyOAuthConformanceTests {
    static let records = "/xrpc/com.atproto.repo.putRecord"

    private func onPage(_ test: @escaping @Sendable (Rehearsal) async throws -> Void) async throws {
        try await Rehearsal.on(Bluesky(), byPage: true, test)
    }

    @Test func `publishes with pictures, through new words and renewed tokens, each once`() async throws {
        try await onPage { rehearsal in
            let first = try await rehearsal.schedule([
                try await PlatformConformanceTests.part("Pagi", rehearsal, pictures: 2)
            ])
            // The first token is still good then, and the word it came with long gone.
            let second = try await rehearsal.schedule([Post.Part(text: "Siang")], in: .minutes(15))
            let third = try await rehearsal.schedule([Post.Part(text: "Sore")], in: .hours(2))

            try await rehearsal.advance(by: .hours(3))

            for delivery in [first, second, third] {
                let detail = try await rehearsal.detail(of: delivery)
                #expect(detail.state == .published, "\(String(describing: detail.trouble))")
                #expect(detail.receipts.first?.differences == [])
            }
            #expect(rehearsal.live.map(\.text) == ["Pagi", "Siang", "Sore"])
            let calls = rehearsal.control.calls
            #expect(calls.filter { $0.path == "/oauth/token" && $0.status == 200 }.count >= 2)
            #expect(calls.contains { $0.status == 401 }, "the server never asked for its word")
            #expect(calls.filter { $0.path == Self.records && $0.status == 200 }.count == 3)
        }
    }

    @Test func `a video's words of its server are asked for with proofs as well`() async throws {
        try await onPage { rehearsal in
            let film = try await rehearsal.film("Kopi dituang")
            let delivery = try await rehearsal.schedule([Post.Part(text: "Dari biji", media: [film])])

            try await rehearsal.advance(by: .minutes(30))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.first?.media.map(\.type) == ["video/mp4"])
        }
    }

    @Test(arguments: [
        FaultKind.dropAfterAccept, .dropBeforeAccept, .serverErrorAfter, .serverErrorBefore, .rateLimit, .expiredToken,
        .html, .malformed,
    ])
    func `ends with exactly one post under every fault`(kind: FaultKind) async throws {
        try await onPage { rehearsal in
            rehearsal.control.add(FaultRule(kind, at: .commit, times: 1, ms: 7000))
            let delivery = try await rehearsal.schedule([Post.Part(text: "Uji \(kind.rawValue)")], in: .minutes(2))

            try await rehearsal.advance(by: .hours(1))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(rehearsal.live.count == 1)
        }
    }

    @Test func `checking names the account, and disconnecting ends the sign-in there as well`() async throws {
        try await onPage { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let checked = try await rehearsal.accounts.check(rehearsal.account, by: rehearsal.caller)
            #expect(checked.summary.handle == house.handle)
            #expect(checked.scopes == ["atproto", "transition:generic"])

            try await rehearsal.accounts.disconnect(rehearsal.account, by: rehearsal.caller)

            let call = try #require(rehearsal.control.calls.last)
            #expect(call.path == "/oauth/revoke" && call.status == 200)
            #expect(rehearsal.control.revoke(house.id) == 0, "tokens were left alive")
        }
    }

    @Test func `nobody else is connected in the place of who was asked for`() async throws {
        try await onPage { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let other = try #require(rehearsal.control.people.first { $0.id != house.id })

            let problem = await #expect(throws: Problem.self) {
                try await Self.connect(house.handle, as: other.id, by: rehearsal.accounts, rehearsal)
            }

            #expect(problem?.code == .signInRefused)
        }
    }

    /// A Kicau with an address: its document is served as the real server would fetch it.
    @Test func `a client with an address proves itself with the key that its document shows`() async throws {
        try await onPage { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let accounts = Accounts(
                kit: rehearsal.kit, baseURL: "https://kicau.example",
                rehearsals: ["bluesky": rehearsal.control.origin])
            let document = try #require(try await accounts.clientDocument())
            let id = try #require(document["client_id"]?.string)
            #expect(rehearsal.control.set(["clients": [id: document]]))

            let account = try await Self.connect(house.handle, as: house.id, by: accounts, rehearsal)
            let delivery = try await rehearsal.schedule([Post.Part(text: "Dari alamat")], in: .hours(1))
            try await rehearsal.advance(by: .hours(2))

            #expect(account == rehearsal.account)
            #expect(try await rehearsal.detail(of: delivery).state == .published)
        }
    }

    @Test func `a client whose document shows another key is not let in`() async throws {
        try await onPage { rehearsal in
            let house = try #require(Rehearsal.house(rehearsal.control))
            let accounts = Accounts(kit: rehearsal.kit, baseURL: "https://kicau.example", rehearsals: [:])
            let stranger = AppKeys(clientID: "", clientSecret: Redacted(""), seed: Redacted("another Kicau"))
            let document = try #require(
                Bluesky().clientDocument(redirect: accounts.redirectURL, app: stranger))
            let id = try #require(document["client_id"]?.string)
            #expect(rehearsal.control.set(["clients": [id: document]]))

            await #expect(throws: Problem.self) {
                try await Self.connect(house.handle, as: house.id, by: accounts, rehearsal)
            }
        }
    }

    private static func connect(
        _ handle: String, as person: String, by accounts: Accounts, _ rehearsal: Rehearsal
    ) async throws -> AccountID {
        let input = ConnectInput(platform: "bluesky", handle: handle)
        let begun = try await accounts.beginConnecting(
            input, redirect: accounts.redirectURL, session: "s", by: rehearsal.caller)
        guard case .redirect(let address) = begun else { throw Rehearsal.Missing() }
        let query = try await ScriptedBrowser().authorise(address, as: person)
        let ended = try await accounts.finishConnecting(query: query, session: "s", by: rehearsal.caller)
        guard case .connected(let ids) = ended, let id = ids.first else { throw Rehearsal.Missing() }
        return id
    }
}
