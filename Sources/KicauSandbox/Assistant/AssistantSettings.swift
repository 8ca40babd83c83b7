import Foundation
import KicauCore

/// What the hidden hand can set on the language model.
struct AssistantSettings: Codable, Sendable, Hashable {
    /// What it says of its own counting.
    var usage = UsageTelling.honest
    /// A beginning that was asked before is known, and cheaper, from so many tokens on.
    var cachesFrom = 1_024
    /// How long a machine of one's own works for an answer.
    var workMs: Int64 = 2_000
    /// What it thinks to itself with each answer: made and paid for, and never shown.
    var thoughtTokens = 0

    /// What nobody would set is no setting.
    var isSensible: Bool {
        (1...100_000).contains(cachesFrom) && (0...600_000).contains(workMs) && (0...100_000).contains(thoughtTokens)
    }
}

/// How the usage block stands to what is billed.
enum UsageTelling: String, Codable, Sendable, Hashable {
    case honest
    /// There is none, though it was asked for.
    case missing
    case zeros
    case negative
    /// More was known than was asked; what was asked is billed as known.
    case cachedBeyondAll
    /// Twice what it was, and billed so.
    case doubled
    /// Thoughts are billed as output and stand in the total alone, as Gemini's come through gateways:
    /// mozilla-ai/any-llm issue 1290 of 2026-08-16.
    case thoughtAside

    /// What goes on the bill.
    func billed(_ use: ChatUse) -> ChatUse {
        var billed = use
        switch self {
        case .honest, .missing, .zeros, .negative, .thoughtAside: break
        case .cachedBeyondAll: billed.cached = use.prompt
        case .doubled:
            (billed.prompt, billed.cached, billed.completion) = (use.prompt * 2, use.cached * 2, use.completion * 2)
        }
        return billed
    }

    /// What the answer says; nil: nothing.
    func told(_ use: ChatUse) -> JSONValue? {
        let billed = billed(use)
        switch self {
        case .missing: return nil
        case .honest, .doubled: return UsageTelling.block(billed.prompt, billed.cached, billed.completion)
        case .zeros: return UsageTelling.block(0, 0, 0)
        case .negative: return UsageTelling.block(-1, 0, -1)
        case .cachedBeyondAll: return UsageTelling.block(use.prompt, use.prompt * 2, use.completion)
        case .thoughtAside:
            return UsageTelling.block(use.prompt, use.cached, use.completion - use.thought, thought: use.thought)
        }
    }

    private static func block(_ prompt: Int, _ cached: Int, _ completion: Int, thought: Int = 0) -> JSONValue {
        [
            "prompt_tokens": .integer(Int64(prompt)), "completion_tokens": .integer(Int64(completion)),
            "total_tokens": .integer(Int64(prompt + completion + thought)),
            "prompt_tokens_details": ["cached_tokens": .integer(Int64(cached)), "audio_tokens": 0],
        ]
    }
}

extension AssistantSimulator {
    func settings() -> JSONValue { JSONValue(of: store.read { $0.settings }) }

    func set(_ settings: JSONValue) -> Bool {
        guard case .object(let wanted) = settings, case .object(var members) = self.settings(),
            Set(members.keys).isSuperset(of: wanted.keys)
        else { return false }
        members.merge(wanted) { _, new in new }
        let bytes = Data(JSONValue.object(members).bytes)
        let decoded = try? JSONDecoder().decode(AssistantSettings.self, from: bytes)  // a wrong kind: no such setting
        guard let decoded, decoded.isSensible else { return false }
        store.change { $0.settings = decoded }
        return true
    }
}
