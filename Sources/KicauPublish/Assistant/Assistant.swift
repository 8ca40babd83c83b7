import Foundation
public import KicauCore
import KicauMeter
import KicauStore

/// A language model's proposals for a post, each call with its price. Nothing of it is published or put into a draft here.
public struct Assistant: Sendable {
    let kit: Kit

    /// For the whole call, from the first byte to the last.
    static let longest = Duration.seconds(50)
    /// Far more than the longest answer with all that stands around its words.
    static let mostBytes = 4 << 20

    /// What pressing the button would cost, without calling anybody.
    ///
    /// - Parameter roomFor: so many bytes of text beside, for what somebody goes on writing.
    public func quote(_ ask: SuggestionAsk, picture sha256: String? = nil, roomFor bytes: Int = 0, for caller: Caller)
        async throws -> AssistantQuote
    {
        try caller.must(.draft)
        let ready = try await ready(for: caller)
        let picture = sha256.map { _ in ChatRequest.Picture(mimeType: "image/jpeg", base64: "") }
        try check(ask, picture: picture, ready.endpoint)
        return ready.quote(ask, picture: picture, roomFor: bytes)
    }

    /// Asks the model. - Throws: `Problem`: of the budget, the price, the endpoint or the input.
    ///
    /// - Parameter most: what the person was shown that it can cost; when it has become more, nothing is asked.
    public func suggest(
        _ ask: SuggestionAsk, picture sha256: String? = nil, atMost most: Money? = nil, by caller: Caller
    ) async throws -> AssistantAnswer {
        try caller.must(.draft)
        let ready = try await ready(for: caller)
        let picture = try await picture(sha256, for: caller)
        try check(ask, picture: picture, ready.endpoint)
        let request = ChatRequest(ask, picture: picture, to: ready.endpoint, mark: kit.makeName())
        let fare = ready.mostFare(of: request, in: Assistant.longest)
        if let most, fare.total > most {
            throw Problem(
                .notPossibleNow, "It would cost up to \(fare.total) now, more than the \(most) that was shown.",
                do: "Look at the price again, then press once more.")
        }
        return try await answer(to: request, ask, ready, fare, caller)
    }

    private func answer(
        to request: ChatRequest, _ ask: SuggestionAsk, _ ready: ReadyAssistant, _ fare: Fare, _ caller: Caller
    ) async throws(Problem) -> AssistantAnswer {
        let began = kit.time.steadyMs()
        let time = kit.time
        let line = kit.metered(for: caller.workspace, platform: .ai, work: .suggestions)
        let answer: PricedReply
        do throws(LineFailure) {
            answer = try await line.call(ready.call(request), unit: Assistant.unit, atMost: fare) { reply in
                ready.fare(of: ready.read(reply), request, milliseconds: time.steadyMs() - began)
            }
        } catch {
            throw Assistant.refusal(error, by: ready.endpoint.host)
        }
        guard (200..<300).contains(answer.reply.status) else {
            throw Assistant.refusal(answer.reply, by: ready.endpoint.host)
        }
        guard let chat = ready.read(answer.reply) else {
            throw Assistant.unreadable(ready.endpoint.host, booked: answer.booked)
        }
        return AssistantAnswer(
            suggestions: Suggestion.all(in: chat.text, for: ask), cost: answer.booked,
            use: chat.use(of: request, milliseconds: time.steadyMs() - began), isWhole: chat.isWhole)
    }

    private static let unit = MeterUnit("chat_completion")

    /// A small copy is enough to say what is to be seen, and leaves less of it with a stranger.
    private func picture(_ sha256: String?, for caller: Caller) async throws -> ChatRequest.Picture? {
        guard let sha256 else { return nil }
        let media = try await kit.media.picture(sha256, for: caller)
        guard !media.isDocument else {
            throw Problem(
                .notAPicture, "Of a document there is no picture to describe.", do: "Give it a title by hand.",
                field: "picture")
        }
        let small = try await kit.media.thumbnail(of: sha256, for: caller)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: small.path))
        return ChatRequest.Picture(mimeType: small.mimeType, base64: bytes.base64EncodedString())
    }

    private func check(_ ask: SuggestionAsk, picture: ChatRequest.Picture?, _ endpoint: ModelEndpoint) throws(Problem) {
        guard (ask.task == .altText) == (picture != nil) else {
            throw Problem(
                .badInput, "A picture is needed for a description of it, and for nothing else.",
                do: "Choose a picture and the task alt-text together.", field: "picture")
        }
        guard picture == nil || endpoint.takesPictures else {
            throw Problem(
                .notPossibleNow, "\(endpoint.model) was set up without pictures.",
                do: "Choose a model that takes pictures, and say so on the page AI.", field: "picture")
        }
    }
}
