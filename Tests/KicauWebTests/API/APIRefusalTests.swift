import HTTPTypes
import KicauCore
import KicauPublish
import KicauTesting
import Testing

@testable import KicauWeb

@Suite("What the API refuses")
struct APIRefusalTests {
    struct Wrong: Sendable, CustomTestStringConvertible {
        let change: [String: JSONValue]
        let code: String
        let field: String?

        init(_ change: [String: JSONValue], _ code: String, _ field: String?) {
            self.change = change
            self.code = code
            self.field = field
        }

        var testDescription: String { "\(code) \(field ?? "")" }
    }

    static let wrongs: [Wrong] = [
        Wrong(["plan": "later"], "bad-input", "plan"), Wrong(["plan": .null], "bad-input", "plan"),
        Wrong(["accounts": "1"], "bad-input", "accounts"), Wrong(["accounts": [0]], "bad-input", "accounts[0]"),
        Wrong(["parts": []], "bad-input", "parts"), Wrong(["parts": [["texts": "x"]]], "bad-input", "parts[0].text"),
        Wrong(["parts": [["text": 1]]], "bad-input", "parts[0].text"),
        Wrong(["parts": [["text": "x", "alt": "y"]]], "bad-input", "parts[0].alt"),
        Wrong(["first_coment": "x"], "bad-input", "first_coment"),
        Wrong(["due": .null], "bad-input", "due"), Wrong(["plan": "draft"], "bad-input", "due"),
        Wrong(["due": ["wall": "tomorrow"]], "bad-input", "due.wall"),
        Wrong(["due": ["wall": "2026-02-30T09:00"]], "bad-date", "due"),
        Wrong(["due": ["wall": "2026-06-02T09:00", "zone": "Mars/Base"]], "unknown-zone", "zone"),
        Wrong(["due": ["wall": "2025-06-01T09:00"]], "past-date", "due"),
        Wrong(["due": ["wall": "2036-06-01T09:00"]], "too-far-ahead", "due"),
        Wrong(["parts": [["text": "   "]]], "empty-post", "text"),
        Wrong(["accounts": []], "no-account-chosen", "accounts"),
        Wrong(["accounts": [99]], "not-found", "accounts"),
        Wrong(["parts": [["text": .string(String(repeating: "a", count: 101))]]], "rule-broken", "text"),
        Wrong(
            ["parts": [["text": "x", "media": [["sha256": .string(String(repeating: "a", count: 64))]]]]], "not-found",
            "media"),
    ]

    @Test(arguments: wrongs)
    func `is said with its code and place, and changes nothing`(_ wrong: Wrong) async throws {
        let stage = try await APIStage.open()

        let answer = try await stage.ask(.post, "/posts", stage.post("Halo", and: wrong.change))

        #expect(answer.code == wrong.code)
        #expect(answer.field == wrong.field)
        #expect(try await stage.countPosts() == 0)
    }

    @Test(arguments: ["", "{", "[]", "null", "\"text\"", "{\"plan\":\"draft\"}{}", "{\"plan\": NaN}"])
    func `is a body that is no JSON object`(_ body: String) async throws {
        let answer = try await APIStage.open().ask(.post, "/posts", bytes: Array(body.utf8))

        #expect(answer.code == "bad-input")
        #expect(answer.status == 400)
    }

    @Test func `is a body of more than a megabyte`() async throws {
        let body = "{\"plan\":\"" + String(repeating: "x", count: API.bodyLimit) + "\"}"

        let answer = try await APIStage.open().ask(.post, "/posts", bytes: Array(body.utf8))

        #expect(answer.code == "upload-too-large")
        #expect(answer.status == 413)
    }

    @Test func `is a body nested without end`() async throws {
        let body = String(repeating: "[", count: 100_000)

        #expect(try await APIStage.open().ask(.post, "/posts", bytes: Array(body.utf8)).code == "bad-input")
    }

    @Test func `is a post the budget cannot pay`() async throws {
        let stage = try await APIStage.open(cap: Money(microUSD: 10_000))

        let answer = try await stage.ask(.post, "/posts", stage.post("Halo"))

        #expect(answer.status == 402)
        #expect(answer.code == "over-budget")
    }
}

@Suite("A picture over the API")
struct APIMediaTests {
    @Test func `is kept, shown and put into a post`() async throws {
        let stage = try await APIStage.open()
        let png = try #require(APIStage.png)

        let kept = try await stage.ask(.post, "/media", as: .writer, bytes: Array(png))
        let sha256 = try #require(kept.json["sha256"])
        let shown = try await stage.ask(.get, "/media/\(sha256.string ?? "")", as: .viewer)
        let post = try await stage.ask(
            .post, "/posts",
            stage.post(
                "x", plan: "draft", and: ["parts": [["text": "", "media": [["sha256": sha256, "alt": "Titik"]]]]]))

        #expect(shown.json == kept.json)
        #expect(kept.json["width"] == 1)
        #expect(post.json["content"]?["parts"]?[0]?["media"] == [["sha256": sha256, "alt": "Titik"]])
    }

    @Test func `of captions is kept, and named beside its video`() async throws {
        let stage = try await APIStage.open()

        let kept = try await stage.ask(
            .post, "/captions", as: .writer, bytes: Array("1\n00:00:01,000 --> 00:00:02,000\nKopi\n".utf8))
        let refused = try await stage.ask(.post, "/captions", as: .writer, bytes: Array("kopi".utf8))

        #expect(kept.status == 201 && kept.json["mime_type"] == "text/vtt")
        #expect(refused.code == "not-captions")
    }

    @Test func `is refused when it is none`() async throws {
        let answer = try await APIStage.open().ask(.post, "/media", bytes: Array("<svg/>".utf8))

        #expect(answer.code == "not-a-picture")
    }

    @Test func `is refused when it has more bytes than a picture may have`() async throws {
        let bytes = [UInt8](repeating: 0, count: (64 << 20) + 1)

        #expect(try await APIStage.open().ask(.post, "/media", bytes: bytes).code == "upload-too-large")
    }

    @Test func `of another hash is not found`() async throws {
        #expect(try await APIStage.open().ask(.get, "/media/\(Shape.Form.sha256.sample)").status == 404)
    }
}
