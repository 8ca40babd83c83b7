import Foundation
import KicauCore

extension AssistantSimulator {
    func complete(_ call: Call) throws -> Reply {
        try admit(call)
        let asked = try ChatAsked(call)
        let (answer, isCut) = asked.answer
        let use = ChatUse(
            prompt: asked.promptTokens, cached: cachedTokens(asked),
            completion: max(1, ChatAsked.tokens(in: answer)))
        for line in use.lines(of: asked.model) { ground.charge(line.item, microUSD: line.microUSD, count: line.count) }
        let number = store.change { state in
            state.answers += 1
            return state.answers
        }
        let frame = ChatFrame(
            id: "chatcmpl-\(number)", model: asked.model.name, createdS: ground.nowMs / 1000,
            finish: isCut ? "length" : "stop", usage: asked.tellsUsage ? use : nil)
        return asked.streams ? frame.stream(answer) : .json(frame.whole(answer))
    }

    /// As the real one, it knows long beginnings only, in steps of 128.
    private func cachedTokens(_ asked: ChatAsked) -> Int {
        let beginning = String(asked.texts.joined(separator: "\n").prefix(4_096))
        guard asked.promptTokens >= 1_024 else { return 0 }
        let wasKnown = store.change { state in
            if state.known.contains(beginning) { return true }
            state.known = (state.known + [beginning]).suffix(20)
            return false
        }
        return wasKnown ? 1_024 : 0
    }
}

/// What surrounds an answer on the wire.
private struct ChatFrame {
    let id: String
    let model: String
    let createdS: Int64
    let finish: String
    let usage: ChatUse?

    private var usageJSON: JSONValue {
        guard let usage else { return .null }
        return [
            "prompt_tokens": .integer(Int64(usage.prompt)), "completion_tokens": .integer(Int64(usage.completion)),
            "total_tokens": .integer(Int64(usage.prompt + usage.completion)),
            "prompt_tokens_details": ["cached_tokens": .integer(Int64(usage.cached)), "audio_tokens": 0],
        ]
    }

    func whole(_ answer: String) -> JSONValue {
        [
            "id": .string(id), "object": "chat.completion", "created": .integer(createdS), "model": .string(model),
            "choices": [
                [
                    "index": 0, "finish_reason": .string(finish), "logprobs": .null,
                    "message": ["role": "assistant", "content": .string(answer), "refusal": .null],
                ]
            ],
            "usage": usageJSON,
        ]
    }

    /// Word by word; where usage was asked for, the last event holds it and no choice.
    func stream(_ answer: String) -> Reply {
        var events = [chunk([choice(["role": "assistant", "content": ""])], usage: nil)]
        for piece in ChatFrame.pieces(of: answer) {
            events.append(chunk([choice(["content": .string(piece)])], usage: nil))
        }
        events.append(chunk([choice([:], finish: finish)], usage: nil))
        if usage != nil { events.append(chunk([], usage: usageJSON)) }
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
