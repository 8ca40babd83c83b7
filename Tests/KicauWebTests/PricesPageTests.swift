import Foundation
import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauPublish
import KicauStore
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("The page of prices")
struct PricesPageTests {
    private static let announced = """
        {"platform": "x", "book": "X <in> June", "source": "a test", "entered": "2026-05-30",
         "rows": [{"unit": "post_create", "price": 50000, "from": "2026-06-10"}]}
        """

    @Test func `shows what a list does before it is in force, and puts it in force, without scripts`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Later", in: .days(12))
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/prices")
        #expect(browser.page.contains("post_create_url"))

        let checked = try await browser.postFile(
            "/budget/prices/check", [("list", "")], file: "file", bytes: Data(Self.announced.utf8))
        #expect(checked.status == .ok)
        #expect(browser.page.contains("What the list X &lt;in&gt; June would do"))
        #expect(browser.page.contains("1 planned posts would cost $0.035 more in all."))
        #expect(browser.page.contains("<textarea name=\"list\" hidden>"))
        #expect(try await world.publishing.priceLists.list(for: world.caller).isEmpty)

        _ = try await browser.submit("/budget/prices/lists", [("list", Self.announced)])
        #expect(browser.page.contains("The list is in force."))
        let holds = try await world.store.read { try $0.holds(of: delivery) }
        #expect(holds.map(\.amount.microUSD) == [50_000])

        _ = try await browser.submit("/budget/prices/lists/1/dropping", [])
        #expect(browser.page.contains("dropped"))
    }

    @Test func `a list with a mistake comes back with a sentence, and with what was pasted`() async throws {
        let world = try await World.flock()
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/prices")

        let answer = try await browser.submit("/budget/prices/check", [("list", "{\"platform\": \"<b>\"}")])

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("Nothing was changed."))
        #expect(browser.page.contains("&lt;b&gt;") && !browser.page.contains("<b>"))
    }

    @Test func `a plan is looked at and chosen`() async throws {
        let world = try await World.flock()
        let delivery = try await world.schedule("Later", in: .days(2))
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/prices")

        _ = try await browser.submit(
            "/budget/prices/plan", [("platform", "x"), ("plan", "Enterprise Small"), ("step", "check")])
        #expect(browser.page.contains("What the plan Enterprise Small would do"))
        #expect(browser.page.contains("less in all."))
        _ = try await browser.submit(
            "/budget/prices/plan", [("platform", "x"), ("plan", "Enterprise Small"), ("step", "set")])

        #expect(browser.page.contains("Enterprise Small, $42,000"))
        #expect(try await world.store.read { try $0.holds(of: delivery) }.map(\.amount) == [.zero])
    }
}

@Suite("Price lists and plans over the API")
struct PriceListAPITests {
    private static let announced: JSONValue = [
        "list": .string(
            """
            {"platform": "x", "book": "X in June", "source": "a test", "entered": "2026-05-30",
             "rows": [{"unit": "post_create", "price": "not-sold", "from": "2026-06-10"}]}
            """)
    ]

    @Test func `a list is checked, loaded, listed and dropped`() async throws {
        let stage = try await APIStage.open()
        _ = try await stage.world.schedule("Later", in: .days(12))

        let checked = try await stage.ask(.post, "/price-lists/checks", as: .viewer, Self.announced)
        let refused = try await stage.ask(.post, "/price-lists", as: .editor, Self.announced)
        let loaded = try await stage.ask(.post, "/price-lists", Self.announced)
        let twice = try await stage.ask(.post, "/price-lists", Self.announced)
        let lists = try await stage.ask(.get, "/price-lists", as: .viewer)
        let dropped = try await stage.ask(.post, "/price-lists/1/dropping")

        #expect(checked.status == 200 && checked.json["posts"]?[0]?["fate"] == "stops")
        #expect(checked.json["posts"]?[0]?["why"] == "x has not sold post_create since 2026-06-10.")
        #expect(refused.code == "not-allowed")
        #expect(loaded.status == 201 && loaded.json["ending"] == .integer(1))
        #expect(twice.code == "bad-input" && twice.field == "list")
        #expect(lists.json["items"]?[0]?["first_day"] == "2026-06-10")
        #expect(dropped.json["items"]?[0]?["dropped_at"] != nil)
        #expect(try await stage.ask(.post, "/price-lists/9/dropping").code == "not-found")
    }

    @Test func `a plan is listed, checked and set`() async throws {
        let stage = try await APIStage.open()
        let small: JSONValue = ["platform": "x", "plan": "Enterprise Small"]

        let checked = try await stage.ask(.post, "/paid-plans/checks", as: .viewer, small)
        let set = try await stage.ask(.put, "/paid-plans", small)
        let back = try await stage.ask(.put, "/paid-plans", ["platform": "x", "plan": .null])

        #expect(checked.status == 200 && checked.json["ending"] == .integer(0))
        #expect(set.json["items"]?[0]?["plan"] == "Enterprise Small")
        #expect(set.json["items"]?[0]?["included"]?[0]?["count"] == .integer(50_000_000))
        #expect(back.json["items"]?[0]?["plan"] == nil)
        #expect(try await stage.ask(.put, "/paid-plans", ["platform": "x", "plan": "Gold"]).field == "plan")
        #expect(try await stage.ask(.put, "/paid-plans", ["platform": "myspace"]).code == "not-found")
    }
}
