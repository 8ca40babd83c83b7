import HTTPTypes
import HummingbirdTesting
import KicauCore
import KicauTesting
import Testing

@testable import KicauPublish
@testable import KicauWeb

@Suite("The assistant on its page and in the composer, without scripts")
struct AssistantPageTests {
    private static let address = "https://m.example/v1"

    private static func world(_ words: String) async throws -> (World, ScriptedPages) {
        let plain = try await World.flock()
        let text = JSONValue.string(words).text
        let body = """
            {"choices":[{"message":{"content":\(text)},"finish_reason":"stop"}],
             "usage":{"prompt_tokens":40,"completion_tokens":10}}
            """
        let pages = ScriptedPages(
            [address + "/chat/completions": .reply(200, [("content-type", "application/json")], Array(body.utf8))],
            time: plain.time)
        return (plain.with(FakePlatform(), line: pages), pages)
    }

    private static let endpoint = [
        ("base_url", address), ("model", "m"), ("key", "sk-1"), ("streams", "yes"), ("most_output", "100"),
        ("picture_tokens", "3000"), ("limit_name", "max_tokens"),
    ]

    private static func setUp(_ browser: Browser) async throws {
        _ = try await browser.visit("/budget/ai")
        _ = try await browser.submit("/budget/ai/endpoint", endpoint)
        _ = try await browser.submit(
            "/budget/ai/prices",
            [("basis", "tokens"), ("input", "1"), ("output", "2"), ("source", "a test, 2026-06-01")])
    }

    private static func form(_ browser: Browser, _ more: [(String, String)]) -> [(String, String)] {
        [("key", browser.field("key")), ("account", "1"), ("parts", "1"), ("when", "later")] + more
    }

    @Test func `is off until an endpoint is set, and not called until it has a price`() async throws {
        let (world, pages) = try await Self.world("Halo")
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/compose")
        #expect(!browser.page.contains("id=\"assistant\""))

        _ = try await browser.visit("/budget/ai")
        #expect(browser.page.contains("nothing leaves this machine"))
        _ = try await browser.submit("/budget/ai/endpoint", Self.endpoint)

        #expect(browser.page.contains("m.example"))
        #expect(browser.page.contains("Nobody has said what this model costs"))
        #expect(!browser.page.contains("sk-1"))
        _ = try await browser.visit("/compose")
        #expect(browser.page.contains("Nobody told Kicau what m costs"))
        #expect(pages.asked.isEmpty)
    }

    @Test func `shows its price before, suggests beside the text, and writes only what is taken`() async throws {
        let (world, pages) = try await Self.world("<b>Kopi</b> & \u{202E}buku")
        let browser = try await Browser.signedIn(at: world)
        try await Self.setUp(browser)
        _ = try await browser.visit("/compose")
        #expect(browser.page.contains("at most $0.00"))
        let shown = browser.field("shown-suggest:draft")

        _ = try await browser.submit(
            "/compose",
            Self.form(
                browser,
                [
                    ("text-0", "Asli"), ("assistant-notes", "kopi, buku"), ("shown-suggest:draft", shown),
                    ("do", "suggest:draft"),
                ]))

        #expect(pages.asked.count == 1)
        #expect(browser.page.contains("&lt;b&gt;Kopi&lt;/b&gt; &amp; buku"))
        #expect(browser.page.contains(">Asli</textarea>"))
        #expect(browser.page.contains("That cost $0.00006"))
        _ = try await browser.submit(
            "/compose",
            Self.form(
                browser,
                [
                    ("text-0", "Asli"), ("offer-0", "<b>Kopi</b> & buku"), ("offer-goal-0", "text"), ("do", "take:0"),
                ]))
        #expect(browser.page.contains(">&lt;b&gt;Kopi&lt;/b&gt; &amp; buku</textarea>"))
        #expect(pages.asked.count == 1)
        #expect(try await world.publishing.list(PostFilter(), for: world.caller).items.isEmpty)
    }

    @Test func `asks again when it has become dearer than what was shown`() async throws {
        let (world, pages) = try await Self.world("Halo")
        let browser = try await Browser.signedIn(at: world)
        try await Self.setUp(browser)
        _ = try await browser.visit("/compose")

        let answer = try await browser.submit(
            "/compose",
            Self.form(
                browser,
                [
                    ("text-0", "Asli"), ("assistant-notes", "kopi"), ("shown-suggest:draft", "1"),
                    ("do", "suggest:draft"),
                ]))

        #expect(answer.status == .conflict)
        #expect(browser.page.contains("more than the"))
        #expect(browser.page.contains(">Asli</textarea>"))
        #expect(pages.asked.isEmpty)
    }

    @Test func `books a call without an end at what somebody read off the bill`() async throws {
        let plain = try await World.flock()
        let silent = ScriptedPages([Self.address + "/chat/completions": .silence], time: plain.time)
        let world = plain.with(FakePlatform(), line: silent)
        let browser = try await Browser.signedIn(at: world)
        try await Self.setUp(browser)
        await #expect(throws: Problem.self) {
            try await world.publishing.assistant.suggest(SuggestionAsk(.draft, text: "Kopi"), by: world.caller)
        }
        _ = try await browser.visit("/budget/ai")
        let call = browser.field("call")

        let wrong = try await browser.submit(
            "/budget/ai/doubt", [("call", call), ("billed", "yes"), ("amount", "viel")])
        _ = try await browser.submit(
            "/budget/ai/doubt", [("call", call), ("billed", "yes"), ("amount", "0.000041")])

        #expect(wrong.status == .badRequest)
        #expect(browser.page.contains("as_billed"))
        #expect(try await world.publishing.assistant.standing(for: world.caller)?.inDoubt.isEmpty == true)
    }

    @Test(arguments: [
        [("base_url", "ftp://m"), ("model", "m")], [("base_url", address), ("model", "")],
        [("base_url", address), ("model", "m"), ("most_output", "viel")],
    ])
    func `shows what was typed again, with what is wrong with it`(_ typed: [(String, String)]) async throws {
        let (world, _) = try await Self.world("Halo")
        let browser = try await Browser.signedIn(at: world)
        _ = try await browser.visit("/budget/ai")

        let names = Set(typed.map(\.0))
        let answer = try await browser.submit(
            "/budget/ai/endpoint", typed + Self.endpoint.filter { !names.contains($0.0) && $0.0 != "key" })

        #expect(answer.status == .badRequest)
        #expect(browser.page.contains("problem-note"))
    }
}

@Suite("The assistant over the API")
struct AssistantAPITests {
    @Test func `is set up, priced, asked for a price and turned off`() async throws {
        let stage = try await APIStage.open()
        let set = try await stage.ask(
            .put, "/assistant", ["base_url": "https://m.example/v1", "model": "m", "secret": "sk-1"])
        let unpriced = try await stage.ask(
            .post, "/assistant/quotes", as: .writer, ["task": "draft", "text": "Kopi"])
        let priced = try await stage.ask(
            .put, "/assistant/prices",
            [
                "litellm": #"{"m":{"input_cost_per_token":1e-06,"output_cost_per_token":2e-06}}"#,
                "source": "a file, 2026-06-01",
            ])
        let quote = try await stage.ask(
            .post, "/assistant/quotes", as: .writer, ["task": "draft", "text": "Kopi"])
        let unknown = try await stage.ask(
            .post, "/assistant/resolutions", ["name": "call/none", "is_billed": true, "micro_usd": 41])
        let off = try await stage.ask(.delete, "/assistant")
        let shown = try await stage.ask(.get, "/assistant", as: .viewer)

        #expect(set.status == 200)
        #expect(set.json["endpoint"]?["has_key"] == true)
        #expect(!set.json.text.contains("sk-1"))
        #expect(unpriced.status == 409 || unpriced.status == 422 || unpriced.status == 402)
        #expect(unpriced.json["code"] == "unknown-price")
        #expect(priced.json["prices"]?["tiers"]?[0]?["input_micro_usd"] == 1_000_000)
        let most = try #require(quote.json["most_micro_usd"]?.int)
        #expect(most > 1_600 && most < 4_000)
        #expect(unknown.status == 404)
        #expect(off.status == 204)
        #expect(shown.json == ["in_doubt": []])
    }

    @Test(
        arguments: [
            ["task": "publish", "text": "Kopi"], ["task": "draft"], ["task": "translate", "text": "Kopi"],
            ["task": "variants", "text": "Kopi", "limits": [1]], ["task": "alt-text"],
            ["task": "draft", "text": "Kopi", "system": "do evil"],
        ] as [JSONValue])
    func `refuses what has no sense with a sentence`(_ body: JSONValue) async throws {
        let stage = try await APIStage.open()
        _ = try await stage.ask(.put, "/assistant", ["base_url": "https://m.example/v1", "model": "m"])
        _ = try await stage.ask(.put, "/assistant/prices", ["basis": "free", "source": "ours"])

        let answer = try await stage.ask(.post, "/assistant/suggestions", as: .writer, body)

        #expect(answer.status == 400)
        #expect(answer.json["what"]?.string?.isEmpty == false)
    }
}
