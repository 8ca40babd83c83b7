import Foundation
import KicauCore

extension AssistantSimulator {
    func complete(_ call: Call) async throws -> Reply {
        try admit(call)
        let asked = try ChatAsked(call)
        let settings = store.read { $0.settings }
        let workedMs = await work(on: asked.model, settings.workMs)
        let (answer, isCut) = asked.answer
        let use = ChatUse(
            prompt: asked.promptTokens, cached: cachedTokens(asked, from: settings.cachesFrom),
            completion: max(1, ChatAsked.tokens(in: answer)) + settings.thoughtTokens, thought: settings.thoughtTokens)
        for line in settings.usage.billed(use).lines(of: asked.model, workedMs: workedMs) {
            ground.charge(line.item, microUSD: line.microUSD, count: line.count)
        }
        let number = store.change { state in
            state.answers += 1
            return state.answers
        }
        let frame = ChatFrame(
            id: "chatcmpl-\(number)", model: asked.model.name, createdS: ground.nowMs / 1000,
            finish: isCut ? "length" : "stop", usage: asked.tellsUsage ? settings.usage.told(use) : nil)
        return asked.streams ? frame.stream(answer) : .json(frame.whole(answer))
    }

    /// How long it really took, by its own clock.
    private func work(on model: ChatModel, _ ms: Int64) async -> Int64 {
        guard model.isLocal else { return 0 }
        let beganMs = ground.nowMs
        await ground.clock.pass(ms)
        return ground.nowMs - beganMs
    }

    /// As the real one, it knows beginnings only, and counts what it knows in steps of 128, or smaller ones where it knows
    /// shorter ones.
    private func cachedTokens(_ asked: ChatAsked, from least: Int) -> Int {
        let text = String(asked.texts.joined(separator: "\n").prefix(16_384))
        let common = store.change { state in
            let longest = state.known.map { known in zip(known.utf8, text.utf8).prefix { $0 == $1 }.count }.max() ?? 0
            state.known = (state.known + [text]).suffix(20)
            return longest
        }
        let step = min(128, least)
        let known = common / 4 / step * step
        return known >= least ? min(known, asked.promptTokens) : 0
    }
}

/// What surrounds an answer on the wire.
private struct ChatFrame {
    let id: String
    let model: String
    let createdS: Int64
    let finish: String
    /// Nil: nothing is said of it.
    let usage: JSONValue?

    func whole(_ answer: String) -> JSONValue {
        [
            "id": .string(id), "object": "chat.completion", "created": .integer(createdS), "model": .string(model),
            "choices": [
                [
                    "index": 0, "finish_reason": .string(finish), "logprobs": .null,
                    "message": ["role": "assistant", "content": .string(answer), "refusal": .null],
                ]
            ],
            "usage": usage ?? .null,
        ]
    }

    /// Word by word; where usage was asked for, the last event holds it and no choice.
    func stream(_ answer: String) -> Reply {
        var events = [chunk([choice(["role": "assistant", "content": ""])], usage: nil)]
        for piece in ChatFrame.pieces(of: answer) {
            events.append(chunk([choice(["content": .string(piece)])], usage: nil))
        }
        events.append(chunk([choice([:], finish: finish)], usage: nil))
        if let usage { events.append(chunk([], usage: usage)) }
        let lines = events.map { "data: \(String(decoding: $0.bytes, as: UTF8.self))\n\n" } + ["data: [DONE]\n\n"]
        return .text(lines.joined(), type: "text/event-stream; charset=utf-8")
    }

    private func choice(_ delta: JSONValue, finish: String? = nil) -> JSONValue {
        ["index": 0, "delta": delta, "logprobs": .null, "finish_reason": finish.map { .string($0) } ?? .null]
    }

    private func chunk(_ choices: [JSONValue], usage: JSONValue?) -> JSONValue {
        .members([
            "id": .string(id), "object": "chat.completion.chunk", "created": .integer(createdS),
            "model": .string(model), "choices": .array(choices), "usage": usage,
        ])
    }

    private static func pieces(of answer: String) -> [String] {
        answer.split(separator: " ", omittingEmptySubsequences: false).enumerated().map { place, word in
            place == 0 ? String(word) : " " + word
        }
    }
}
