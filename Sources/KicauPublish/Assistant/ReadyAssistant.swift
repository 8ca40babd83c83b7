import Foundation
import KicauCore
import KicauStore

/// An endpoint with its key and its prices: all that a call needs.
struct ReadyAssistant: Sendable {
    let endpoint: ModelEndpoint
    let key: Redacted<String>?
    let prices: ModelPrices
    /// What the fare names as its price book.
    let book: String

    func quote(_ ask: SuggestionAsk, picture: ChatRequest.Picture?, roomFor bytes: Int) -> AssistantQuote {
        let request = ChatRequest(ask, picture: picture, to: endpoint, mark: String(repeating: "x", count: 32))
        let room = max(0, bytes - ask.text.utf8.count)
        let use = ModelUse(
            input: request.mostInput + room, output: endpoint.mostOutput,
            milliseconds: Assistant.longest.inMilliseconds, isReported: false)
        let likely = ModelUse(
            input: request.likelyInput, output: likelyOutput(ask), milliseconds: ReadyAssistant.likelyTime,
            isReported: false)
        let most = prices.mostFare(for: use, of: endpoint.model, book).total
        return AssistantQuote(likely: min(most, prices.fare(for: likely, of: endpoint.model, book).total), most: most)
    }

    /// A guess: what a person waits for gladly.
    private static let likelyTime: Int64 = 10_000

    private func likelyOutput(_ ask: SuggestionAsk) -> Int {
        let tokens =
            switch ask.task {
            case .draft: 150
            case .translate: TokenBound.likely(in: [ask.text])
            case .altText: 60
            case .variants: ask.limits.reduce(0) { $0 + min($1, ask.text.count) / 4 + 10 }
            }
        return min(endpoint.mostOutput, tokens)
    }

    func mostFare(of request: ChatRequest, in time: Duration) -> Fare {
        prices.mostFare(
            for: ModelUse(
                input: request.mostInput, output: endpoint.mostOutput, milliseconds: time.inMilliseconds,
                isReported: false), of: endpoint.model, book)
    }

    /// Of an answer that nobody can read, all that it can have been is booked.
    func fare(of answer: ChatAnswer?, _ request: ChatRequest, milliseconds: Int64) -> Fare {
        guard let answer else { return mostFare(of: request, in: .milliseconds(milliseconds)) }
        return prices.fare(
            for: answer.use(of: request, milliseconds: milliseconds), of: endpoint.model, book)
    }

    func call(_ request: ChatRequest) -> Call {
        let isStream = endpoint.streams
        let accepted = isStream ? "text/event-stream" : "application/json"
        return Call(
            .post, endpoint.chatURL,
            headers: [("accept", Redacted(accepted))]
                + (key.map { [("authorization", Redacted("Bearer " + $0.reveal()))] } ?? []),
            body: .json(request.json), deadline: Assistant.longest,
            taking: isStream ? .asFarAsItComes(atMost: Assistant.mostBytes) : .whole(atMost: Assistant.mostBytes))
    }

    /// Some servers answer in one piece though they were asked to stream.
    func read(_ reply: Reply) -> ChatAnswer? {
        let body = Data(reply.body)
        let isStream = (reply.header("content-type") ?? "").lowercased().hasPrefix("text/event-stream")
        return isStream ? ChatAnswer(events: body) : ChatAnswer(json: body)
    }
}

extension Assistant {
    /// - Throws: `Problem`: off, or without a price.
    func ready(for caller: Caller) async throws -> ReadyAssistant {
        let workspace = caller.workspace.id
        let (row, prices) = try await kit.store.read { tx in
            let row = try tx.assistant(of: workspace)
            return (row, try row.flatMap { try tx.modelPrices(of: $0.endpoint.model, in: workspace) })
        }
        guard let row else { throw Assistant.off }
        guard let prices else { throw Assistant.unpriced(row.endpoint.model) }
        let key: String? = try row.sealedKey.map { try kit.vault.open($0, for: Assistant.place(of: workspace)) }
        return ReadyAssistant(
            endpoint: row.endpoint, key: key.map { Redacted($0) }, prices: prices.prices,
            book: "\(prices.model), entered \(prices.entered.ms)")
    }

    static func place(of workspace: ID<Workspace>) -> String { "assistant \(workspace)" }
}
