import Foundation
import KicauCore
import KicauSandbox
import Testing

@Suite("The rehearsed language model")
struct AssistantSimulatorTests {
    private static func body(_ more: [String: JSONValue] = [:]) -> JSONValue {
        .object(
            [
                "model": .string(RehearsalModel.name),
                "messages": [["role": "system", "content": "s"], ["role": "user", "content": "Selamat pagi"]],
            ].merging(more) { $1 })
    }

    private static func ask(_ stage: Rehearsal, _ body: JSONValue, key: String? = RehearsalModel.key) async throws
        -> Answer
    {
        try await stage.call("POST", "ai", "/v1/chat/completions", token: key, body: .json(body))
    }

    @Test func `says the same to the same question, counts it and bills it`() async throws {
        try await Rehearsal.running("ai") { stage in
            let first = try await Self.ask(stage, Self.body())
            let second = try await Self.ask(stage, Self.body())

            #expect(statuses(first, second) == [200, 200])
            let choice = first["choices"]?[0]
            #expect(choice?["message"]?["content"] == "You said: Selamat pagi")
            #expect(choice?["finish_reason"] == "stop")
            #expect(first["choices"] == second["choices"])
            // "s" is one token, "Selamat pagi" three, four around each message, three in the end.
            #expect(first["usage"]?["prompt_tokens"] == 15)
            #expect(first["usage"]?["completion_tokens"] == 6)
            let bill = try stage.control("ai").bill
            #expect(bill.lines.map(\.count) == [30, 12])
            // 15 tokens at 0.15 are 2.25, 6 at 0.6 are 3.6 micro-dollars, each call by itself.
            #expect(bill.microUSD == 2 * (2 + 4))
        }
    }

    @Test func `streams word by word, with usage in the end where it was asked for`() async throws {
        try await Rehearsal.running("ai") { stage in
            let told = try await Self.ask(
                stage, Self.body(["stream": true, "stream_options": ["include_usage": true]]))
            let silent = try await Self.ask(stage, Self.body(["stream": true]))

            #expect(told.header("content-type")?.hasPrefix("text/event-stream") == true)
            #expect(told.text.hasSuffix("data: [DONE]\n\n"))
            #expect(told.text.contains("\"prompt_tokens\":15"))
            #expect(!silent.text.contains("prompt_tokens"))
        }
    }

    @Test func `stops at the limit it is given`() async throws {
        try await Rehearsal.running("ai") { stage in
            let answer = try await Self.ask(stage, Self.body(["max_tokens": 2]))

            #expect(answer["choices"]?[0]?["finish_reason"] == "length")
            #expect(answer["usage"]?["completion_tokens"] == 2)
        }
    }

    @Test func `refuses in the API's own words`() async throws {
        try await Rehearsal.running("ai") { stage in
            let stranger = try await Self.ask(stage, Self.body(), key: nil)
            let unknown = try await Self.ask(stage, Self.body(["model": "gpt-9"]))
            let empty = try await Self.ask(stage, ["model": .string(RehearsalModel.name)])
            try stage.control("ai").add(FaultRule(.rateLimit, at: .commit, ms: 5_000))
            let busy = try await Self.ask(stage, Self.body())

            #expect(statuses(stranger, unknown, empty, busy) == [401, 404, 400, 429])
            #expect(stranger["error"]?["code"] == "invalid_api_key")
            #expect(unknown["error"]?["code"] == "model_not_found")
            #expect(busy.header("retry-after") == "5")
            #expect(try stage.control("ai").bill.microUSD == 0)
        }
    }

    @Test func `knows a long beginning that was asked before, and lists its models`() async throws {
        try await Rehearsal.running("ai") { stage in
            let long = Self.body([
                "messages": [["role": "user", "content": .string(String(repeating: "kopi ", count: 1_000))]]
            ])
            let first = try await Self.ask(stage, long)
            let second = try await Self.ask(stage, long)
            let models = try await stage.call("GET", "ai", "/v1/models", token: RehearsalModel.key)

            #expect(first["usage"]?["prompt_tokens_details"]?["cached_tokens"] == 0)
            #expect(second["usage"]?["prompt_tokens_details"]?["cached_tokens"] == 1_152)
            #expect(models["data"]?[0]?["id"]?.string == RehearsalModel.name)
        }
    }
}
