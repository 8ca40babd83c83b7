import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauTesting
import NIOCore
import Testing

@testable import KicauWeb

@Suite("A member without scripts")
struct JourneyTests {
    private func schedule(_ text: String, in world: World, _ browser: Browser) async throws -> TestResponse {
        _ = try await browser.visit("/compose")
        let due = try Due(at: world.time.now() + .hours(2), zone: "Asia/Jakarta")
        return try await browser.submit(
            "/compose",
            [
                ("key", browser.field("key")), ("account", world.account.description), ("parts", "1"), ("text-0", text),
                ("when", "later"), ("date", String(due.wall.prefix(10))), ("time", String(due.wall.suffix(5))),
                ("zone", "Asia/Jakarta"), ("do", "send"),
            ])
    }

    @Test func `signs in and finds every page open`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        #expect(browser.page.contains("Budi"))
        for path in [
            "/", "/compose", "/calendar", "/calendar?week=2026-11-23", "/posts", "/posts?q=kopi&state=draft",
            "/accounts",
            "/inbox", "/inbox?state=done", "/accounts/new", "/accounts/new/x", "/budget", "/settings", "/status",
        ] {
            #expect(try await browser.visit(path).status == .ok, "\(path)")
        }
    }

    @Test func `is told what is wrong with a password and keeps the e-mail`() async throws {
        let browser = try Browser(try await World.flock())
        _ = try await browser.visit("/posts")

        let answer = try await browser.submit(
            "/sign-in", [("email", "ayu@example.test"), ("password", "wrong"), ("next", "/posts")])

        #expect(answer.status == .unauthorized)
        #expect(browser.field("email") == "ayu@example.test")
        #expect(browser.page.contains("role=\"alert\""))
    }

    @Test func `writes, schedules, and sees it go out once`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let answer = try await schedule("Selamat pagi dari halaman", in: world, browser)

        #expect(answer.status == .ok)
        #expect(browser.page.contains("Scheduled. It goes out at its time, once."))
        #expect(browser.page.contains("Selamat pagi dari halaman"))
        #expect(browser.page.contains("Waiting for its time"))
        try await world.advance(by: .hours(3))
        _ = try await browser.visit("/posts/1")
        #expect(browser.page.contains("badge good\">Published"))
        #expect(try await browser.visit("/posts").text.contains("Selamat pagi dari halaman"))
    }

    @Test func `keeps all that was written when something is wrong`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        let answer = try await schedule(String(repeating: "panjang ", count: 30), in: world, browser)

        #expect(answer.status == .unprocessableContent)
        #expect(browser.page.contains("panjang panjang"))
        #expect(browser.page.contains("problem-note"))
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).total == 0)
    }

    @Test func `adds and takes away parts`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        _ = try await browser.submit("/compose", [("parts", "1"), ("text-0", "Satu"), ("do", "add-part")])
        #expect(browser.page.contains("name=\"text-1\""))

        _ = try await browser.submit(
            "/compose", [("parts", "2"), ("text-0", "Satu"), ("text-1", "Dua"), ("do", "remove-part:0")])
        #expect(!browser.page.contains("name=\"text-1\"") && browser.page.contains(">Dua</textarea>"))
    }

    @Test func `gets the same preview as the scripts do`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        let answer = try await browser.post(
            "/compose/preview", [("account", world.account.description), ("parts", "1"), ("text-0", "Halo <b>")],
            [.accept: "application/json", .formToken: browser.field("token")])

        #expect(answer.status == .ok)
        let object = try JSONDecoder().decode(JSONValue.self, from: Data(answer.text.utf8))
        #expect(object["panel"]?.string?.contains("Halo &lt;b&gt;") == true)
        #expect(object["counters"]?.array?.count == 1)
    }

    @Test func `saves a draft, edits it and throws it away`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")

        _ = try await browser.submit("/compose", [("parts", "1"), ("text-0", "Nanti dulu"), ("do", "draft")])
        #expect(browser.page.contains("The draft is saved."))
        _ = try await browser.visit("/posts/1/edit")
        #expect(browser.page.contains(">Nanti dulu</textarea>"))

        _ = try await browser.submit("/posts/1/deletion", [])
        #expect(browser.page.contains("The draft is gone."))
    }

    @Test func `moves a post, and a move into the past changes nothing`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await schedule("Geser aku", in: world, browser)
        let before = try await world.publishing.post(ID(1), for: world.caller).due

        let answer = try await browser.post(
            "/posts/1/schedule", [("date", "2020-01-01"), ("time", "09:00"), ("zone", "Asia/Jakarta")],
            [.accept: "application/json"])

        #expect(answer.status == .unprocessableContent)
        #expect(String(buffer: answer.body).contains("past-date"))
        #expect(try await world.publishing.post(ID(1), for: world.caller).due == before)
    }

    @Test func `chooses Indonesian and keeps it`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)

        _ = try await browser.submit("/language", [("language", "id"), ("return", "/budget")])

        #expect(browser.page.contains("<html lang=\"id\">"))
        #expect(browser.page.contains("Ke mana perginya"))
    }

    @Test func `sees a new API key once`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/settings")

        _ = try await browser.submit("/settings/keys", [("name", "Blog"), ("role", "editor")])
        #expect(browser.page.contains("new-key"))

        _ = try await browser.visit("/settings")
        #expect(!browser.page.contains("new-key") && browser.page.contains("Blog"))
    }

    @Test func `sets the budget and signs out`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget")

        _ = try await browser.submit("/budget/cap", [("cap", "12.50")])
        #expect(browser.page.contains("$12.50"))

        world.network.countReads(1204)
        _ = try await browser.submit("/budget/usage", [])
        #expect(browser.page.contains("1,204 of 1,000 posts read."))

        _ = try await browser.submit("/sign-out", [])
        #expect(try await browser.visit("/budget").text.contains("name=\"password\""))
    }
}
