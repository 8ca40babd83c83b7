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

    @Test func `works on a machine of one's own as long as it is told, and bills seconds and energy`() async throws {
        try await Rehearsal.running("ai") { stage in
            let control = try stage.control("ai")
            #expect(control.set(["workMs": 2_125]))
            let before = stage.clock.nowMs()

            _ = try await Self.ask(stage, Self.body(["model": .string(RehearsalModel.local)]))
            _ = try await Self.ask(stage, Self.body(["model": .string(RehearsalModel.watts)]))
            _ = try await Self.ask(stage, Self.body())

            #expect(stage.clock.nowMs() - before == 2 * 2_125)
            // 120 for a second are 255; 382.5 watt-seconds at 190,000 for a kilowatt-hour are 20.19.
            #expect(control.bill.lines.prefix(2).map(\.microUSD) == [255, 20])
            #expect(control.bill.lines.prefix(2).map(\.count) == [2_125, 382])
        }
    }

    @Test func `counts as it is told, and takes no setting that means nothing`() async throws {
        try await Rehearsal.running("ai") { stage in
            let control = try stage.control("ai")
            let senseless: [JSONValue] = [
                ["usage": "lies"], ["workMs": -1], ["cachesFrom": 0], ["thoughtTokens": 1_000_000], ["mood": "good"], 7,
            ]
            #expect(senseless.allSatisfy { !control.set($0) })
            #expect(control.set(["usage": "thoughtAside", "thoughtTokens": 10]))
            let thinking = try await Self.ask(stage, Self.body())
            #expect(control.set(["usage": "missing", "thoughtTokens": 0]))
            let silent = try await Self.ask(stage, Self.body())

            #expect(thinking["usage"]?["completion_tokens"] == 6)
            // Fifteen asked, six answered, ten thought.
            #expect(thinking["usage"]?["total_tokens"] == 31)
            #expect(silent["usage"] == .null)
            #expect(control.bill.lines.map(\.count) == [30, 16 + 6])
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
