import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("Mentioning somebody in the composer")
struct MentionPageTests {
    private func press(_ act: String, _ browser: Browser, _ world: World, text: String = "Halo") async throws -> Int {
        try await browser.submit(
            "/compose",
            [
                ("key", "k"), ("account", world.account.description), ("parts", "1"), ("text-0", text),
                ("people-name", "@ayu"), ("when", "now"), ("do", act),
            ]
        ).status.code
    }

    private func signedIn(_ world: World) async throws -> Browser {
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")
        return browser
    }

    @Test func `shows what a look-up costs before it is pressed, and asks nothing by itself`() async throws {
        let world = try await World.flock()
        let browser = try await signedIn(world)

        #expect(browser.page.contains("Look up on Fake ($0.01)"))
        #expect(!browser.page.contains("data-quick"))
        #expect(world.network.lookUps.isEmpty)
    }

    @Test func `finds them at a press, escaped, and puts the mention into the text`() async throws {
        let world = try await World.flock()
        world.network.knows("ayu_l", as: "Ayu <script>alert(1)</script>")
        let browser = try await signedIn(world)

        let found = try await press("find-people:\(world.account)", browser, world)
        let list = browser.page
        let put = try await press("mention:0:@ayu_l", browser, world)

        #expect(found == 200 && put == 200)
        #expect(list.contains("value=\"mention:0:@ayu_l\"") && list.contains("Ayu &lt;script&gt;"))
        #expect(!list.contains("<script>alert(1)"))
        #expect(browser.page.contains(">Halo @ayu_l </textarea>"))
        #expect(world.network.lookUps == ["ayu"])
    }

    @Test func `says that nobody was found, and keeps what was written`() async throws {
        let world = try await World.flock()
        let browser = try await signedIn(world)

        let status = try await press("find-people:\(world.account)", browser, world, text: "Halo @ayu")

        #expect(status == 200)
        #expect(browser.page.contains("Nobody called ayu was found on Fake."))
        #expect(browser.page.contains("A look-up on Fake found nobody called @ayu."))
        #expect(browser.page.contains(">Halo @ayu</textarea>"))
    }

    @Test func `by a script costs nothing unless it was asked for`() async throws {
        let world = try await World.flock()
        world.network.knows("ayu_l", as: "Ayu")
        let browser = try await signedIn(world)
        func ask(_ pay: String) async throws -> TestResponse {
            try await browser.post(
                "/compose/people", [("account", world.account.description), ("name", "ayu_l"), ("pay", pay)],
                [.accept: "application/json"])
        }

        let free = try await ask("no")
        let paid = try await ask("yes")

        #expect(free.status == .conflict)
        let people = try JSONDecoder().decode(JSONValue.self, from: Data(paid.text.utf8))["people"]
        #expect(people == [["handle": "ayu_l", "name": "Ayu", "mention": "@ayu_l"]])
    }

    @Test func `into a part that is not there changes nothing`() async throws {
        var composing = Composing(key: "k", at: try #require(WallFields("2026-06-01T09:00")), zone: "Asia/Jakarta")
        composing.parts[0].text = "Halo "

        composing.apply(ComposeAct("mention:7:@ayu"))
        composing.apply(ComposeAct("mention:0:@[Kedai](urn:li:organization:7)"))

        #expect(composing.parts.map(\.text) == ["Halo @[Kedai](urn:li:organization:7) "])
        #expect(ComposeAct("mention:x:@ayu") == .check && ComposeAct("find-people:x") == .check)
    }
}

@Suite("Looking people up by the API")
struct MentionAPITests {
    @Test func `tells the price first, then who was found and what it cost`() async throws {
        let stage = try await APIStage.open()
        stage.world.network.knows("ayu_l", as: "Ayu")
        let path = "/accounts/\(stage.world.account)/people?name=ayu_l"

        let free = try await stage.ask(.get, path)
        let paid = try await stage.ask(.get, path + "&pay=yes")

        #expect(free.status == 409 && free.code == "not-possible-now" && free.field == "pay")
        #expect(paid.status == 200)
        #expect(paid.json["items"] == [["handle": "ayu_l", "name": "Ayu", "mention": "@ayu_l"]])
        #expect(paid.json["paid_micro_usd"] == 10_000)
    }

    @Test func `needs a name, an account and a role that writes`() async throws {
        let stage = try await APIStage.open()
        let path = "/accounts/\(stage.world.account)/people"

        #expect(try await stage.ask(.get, path).status == 400)
        #expect(try await stage.ask(.get, "/accounts/99/people?name=ayu").status == 404)
        #expect(try await stage.ask(.get, path + "?name=ayu", as: .viewer).status == 403)
        #expect(try await stage.ask(.get, path + "?name=ayu&pay=maybe").status == 400)
    }
}
