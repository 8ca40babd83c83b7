import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import NIOCore
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("The inbox's page")
struct InboxPageTests {
    private func begin() async throws -> (World, Browser) {
        let world = try await World.flock()
        world.network.say("said-1", by: "budi", "Buka jam berapa? <script>alert(1)</script>")
        await Listener(kit: world.kit).turn()
        return (world, try await Browser.signedIn(at: world))
    }

    @Test func `shows what was said as text, and nothing else`() async throws {
        let (_, browser) = try await begin()

        _ = try await browser.visit("/inbox")

        #expect(browser.page.contains("Buka jam berapa? &lt;script&gt;"))
        #expect(!browser.page.contains("<script>alert"))
        #expect(browser.page.contains("1 message"))
    }

    @Test func `answers, and leads to the post that does`() async throws {
        let (world, browser) = try await begin()
        _ = try await browser.visit("/inbox")

        let answer = try await browser.submit(
            "/inbox/1/answer", [("key", browser.field("key")), ("text", "Pukul tujuh")])
        try await world.advance(by: .minutes(1))

        #expect(answer.status == .ok)
        #expect(browser.page.contains("On its way."))
        #expect(world.network.posted.map(\.parent) == ["said-1"])
        _ = try await browser.visit("/inbox?state=done")
        #expect(browser.page.contains("Pukul tujuh"))
    }

    @Test func `loses nothing of an answer that the network would not take`() async throws {
        let (world, browser) = try await begin()
        _ = try await browser.visit("/inbox")
        let long = String(repeating: "a", count: 120)

        let answer = try await browser.submit("/inbox/1/answer", [("key", "k"), ("text", long)])

        #expect(answer.status.code >= 400)
        #expect(browser.page.contains(long))
        #expect(browser.page.contains("role=\"alert\""))
        #expect(world.network.posted.isEmpty)
    }

    @Test func `likes, assigns and sets aside`() async throws {
        let (world, browser) = try await begin()
        _ = try await browser.visit("/inbox")

        _ = try await browser.submit("/inbox/1/deed", [("deed", "like")])
        _ = try await browser.submit("/inbox/1/assignment", [("assignee", "1")])
        _ = try await browser.submit("/inbox/1/done", [("done", "yes")])

        #expect(world.network.deeds == ["like said-1"])
        #expect(browser.page.contains("Nobody waits for you"))
        #expect(try await browser.submit("/inbox/1/deed", [("deed", "bite")]).status == .notFound)
        #expect(try await browser.submit("/inbox/9/done", [("done", "yes")]).status == .notFound)
    }
}

@Suite("Calls from the networks")
struct HookTests {
    @Test func `are let in with a signature, and answered without a session`() async throws {
        let world = try await World.flock()
        try await world.accounts.keepApp(AppKeys(clientID: "c", clientSecret: Redacted("s")), "x", server: "")
        let browser = try Browser(world)
        let signed: HTTPFields = [HTTPField.Name.named("signature"): "s"]

        let challenge = try await browser.knock(.get, "/hooks/x?challenge=abc", signed)
        let ring = try await browser.knock(.post, "/hooks/x", signed, "ayu")
        let forged = try await browser.knock(.post, "/hooks/x", [HTTPField.Name.named("signature"): "t"], "ayu")
        let unknown = try await browser.knock(.post, "/hooks/myspace", signed, "ayu")

        #expect(challenge.status == .ok && String(buffer: challenge.body).hasPrefix("abc"))
        #expect(ring.status == .ok)
        #expect(forged.status == .forbidden && String(buffer: forged.body).contains("Wrong signature"))
        #expect(unknown.status == .forbidden)
    }

    @Test func `may not be longer than a megabyte`() async throws {
        let browser = try Browser(try await World.flock())

        let answer = try await browser.knock(.post, "/hooks/x", [:], String(repeating: "a", count: (1 << 20) + 1))

        #expect(answer.status == .contentTooLarge)
    }
}
