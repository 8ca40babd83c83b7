import KicauCore
import KicauPlatforms
import KicauSandbox
import KicauTesting
import Testing

@testable import KicauPublish

@Suite("What Meta's networks take beside a post", .serialized)
struct MetaExtrasConformanceTests {
    @Test(arguments: [FaultKind?.none, .dropAfterAccept, .serverErrorBefore, .malformed])
    func `a picture becomes the cover of its reel, and nothing else`(fault: FaultKind?) async throws {
        try await Rehearsal.on(Instagram()) { rehearsal in
            if let fault { rehearsal.control.add(FaultRule(fault, at: .container, times: 1, ms: 7_000)) }
            let media = [try await rehearsal.picture("Sampul"), try await rehearsal.film("")]
            let delivery = try await rehearsal.schedule(
                [Post.Part(text: "Kopi dituang", media: media)], options: ChosenOptions(["cover": ["1"]]))

            try await rehearsal.advance(by: .hours(2))

            let detail = try await rehearsal.detail(of: delivery)
            #expect(detail.state == .published, "\(String(describing: detail.trouble))")
            #expect(detail.receipts.first?.differences == [])
            let live = try #require(rehearsal.live.first)
            #expect(rehearsal.live.count == 1)
            #expect(live.media.map(\.type) == ["video/mp4"])
            #expect(live.own["cover"]?.string != nil)
        }
    }

    /// What a person unticks at Facebook is missing here, on pages and on the Instagram accounts behind them.
    @Test(arguments: [
        ("facebook", "pages_read_user_content"), ("instagram", "instagram_manage_comments"),
    ])
    func `a permission that was declined is known to be missing`(name: String, declined: String) async throws {
        let platform = try #require(Registry.all.first { $0.id.raw == name })
        try await Rehearsal.on(platform) { rehearsal in
            let origin = rehearsal.control.origin
            let app = AppKeys(
                clientID: "rehearsal-app", clientSecret: Redacted("rehearsal-secret"),
                addresses: [
                    "login": "facebook", "graph": origin, "www": origin, "facebookGraph": origin,
                    "facebookWww": origin,
                ])
            let redirect = "http://127.0.0.1/connections/callback"
            let request = SignInRequest(
                app: app, redirect: redirect, state: "s", verifier: "v", now: rehearsal.time.now())
            guard case .redirect(let address, _) = try await platform.beginSignIn(request, via: rehearsal.kit.line)
            else {
                Issue.record("no redirect")
                return
            }
            let house = try #require(Rehearsal.house(rehearsal.control))
            let query = try await ScriptedBrowser().authorise(
                address, as: house.managers.first ?? house.id, unticking: [declined])
            let found = try await platform.finishSignIn(
                SignInCallback(
                    app: app, redirect: redirect, verifier: "v", server: nil, query: query,
                    now: rehearsal.time.now()), via: rehearsal.kit.line)

            let account = try #require(found.first)
            let signedIn = Account(
                id: ID(1), platform: platform.id, remoteID: account.remoteID, handle: account.handle,
                displayName: account.displayName, server: "", traits: account.traits)
            #expect(platform.missingScopes(among: account.credentials.scopes, of: signedIn) == [declined])
        }
    }

    /// By a tag, and not by a name in the words: those are in no list.
    @Test func `posts on Instagram in which the account is tagged are heard, once each`() async throws {
        try await Rehearsal.on(Instagram()) { rehearsal in
            guard case .ready(let signedIn) = try await TokenKeeper(kit: rehearsal.kit).key(for: rehearsal.account)
            else {
                Issue.record("no key")
                return
            }
            let people: JSONValue = [["username": .string(signedIn.account.handle)]]
            let tagged = (0..<60).compactMap { number in
                rehearsal.time.advance(by: .minutes(1))
                return rehearsal.control.seed(
                    SeedPost(account: "bima_pratama", text: "Ke kedai \(number)", own: ["user_tags": people]))
            }
            _ = rehearsal.control.seed(
                SeedPost(account: "bima_pratama", text: "Ke @\(signedIn.account.handle)"))

            let heard = await rehearsal.platform.listen(
                Listening(signedIn: signedIn, mark: [:], posts: [], now: rehearsal.time.now()),
                via: rehearsal.kit.line)

            guard case .said(let said, _, nil) = heard else {
                Issue.record("\(heard)")
                return
            }
            #expect(Set(said.map(\.receipt.remoteID)) == Set(tagged.map(\.id)))
            #expect(said.count == 60)
            #expect(said.allSatisfy { $0.kind == .mention && $0.speaker.handle == "bima_pratama" })
        }
    }
}
