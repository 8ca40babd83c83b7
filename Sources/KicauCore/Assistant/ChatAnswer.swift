public import Foundation

/// What an endpoint answered, whole or as far as it came.
public struct ChatAnswer: Hashable, Sendable {
    /// As the endpoint counted.
    public struct Usage: Hashable, Sendable {
        public let input: Int
        public let cached: Int
        public let output: Int
    }

    public let text: String
    public let usage: Usage?
    /// It was said to the end; else the connection broke, the time was up, or the model reached our limit.
    public let isWhole: Bool

    public init(text: String, usage: Usage?, isWhole: Bool) {
        self.text = text
        self.usage = usage
        self.isWhole = isWhole
    }

    /// An answer in one piece. Nil: it is none.
    public init?(json body: Data) {
        guard let value = JSONValue(reading: body), let choice = value["choices"]?[0],
            let message = choice["message"]
        else { return nil }
        self.init(
            text: message["content"]?.string ?? "", usage: value["usage"].flatMap { Usage($0) },
            isWhole: choice["finish_reason"]?.string == "stop")
    }

    /// An answer in server-sent events, cut anywhere. Nil: not one of them came.
    public init?(events body: Data) {
        var text = ""
        var usage: Usage?
        var finish: String?
        var count = 0
        var isEnded = false
        // A line that has no end yet may be half a number.
        let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
        for line in lines where !isEnded {
            guard let data = ChatAnswer.content(of: line) else { continue }
            if data.elementsEqual("[DONE]".utf8) {
                isEnded = true
                continue
            }
            guard let event = JSONValue(reading: Data(data)) else { continue }
            count += 1
            text += event["choices"]?[0]?["delta"]?["content"]?.string ?? ""
            finish = event["choices"]?[0]?["finish_reason"]?.string ?? finish
            usage = event["usage"].flatMap { Usage($0) } ?? usage
        }
        guard count > 0 else { return nil }
        self.init(text: text, usage: usage, isWhole: isEnded && finish == "stop")
    }

    /// Behind "data:" of one line; nil of a comment, an empty line or another field.
    private static func content(of line: Data) -> Data? {
        let prefix = Data("data:".utf8)
        guard line.starts(with: prefix) else { return nil }
        var rest = line.dropFirst(prefix.count)
        if rest.first == 0x20 { rest = rest.dropFirst() }
        if rest.last == 0x0D { rest = rest.dropLast() }
        return Data(rest)
    }

    /// What to book: the endpoint's own count, or else the most that the call can have been. Who answers in words and counts
    /// none of them has not counted.
    public func use(of request: ChatRequest, milliseconds: Int64) -> ModelUse {
        if let usage, usage.output > 0 || text.isEmpty {
            return ModelUse(
                input: usage.input, cached: usage.cached, output: usage.output, milliseconds: milliseconds,
                isReported: true)
        }
        return ModelUse(
            input: request.mostInput, output: min(request.endpoint.mostOutput, text.utf8.count),
            milliseconds: milliseconds, isReported: false)
    }
}

extension ChatAnswer.Usage {
    /// Nil: it holds no counts, or such as no call can have: nobody asks anything without a token.
    ///
    /// Some gateways leave what a model thought to itself out of `completion_tokens` and count it in the total alone, though it
    /// is paid for as output: mozilla-ai/any-llm issue 1290 of 2026-08-16, of Gemini.
    init?(_ value: JSONValue) {
        guard let input = value["prompt_tokens"]?.int, let spoken = value["completion_tokens"]?.int else { return nil }
        let cached = value["prompt_tokens_details"]?["cached_tokens"]?.int ?? 0
        let total = value["total_tokens"]?.int ?? 0
        guard input > 0, [input, spoken, cached, total].allSatisfy({ (0...ModelPrices.mostTokens).contains($0) })
        else { return nil }
        self.init(input: input, cached: min(cached, input), output: max(spoken, total - input))
    }
}
