import KicauCore
import KicauPublish

/// Asking the language model while one writes.
extension Desk {
    /// A text of this many bytes is within the price that is shown, so that one can write on after it was shown.
    private static let room = 2_000

    func assist(_ act: AssistAct, _ composing: inout Composing, _ caller: Caller) async throws {
        switch act {
        case .take(let place): composing.take(place)
        case .describe(let part, let sha256):
            guard let ask = try describing(sha256, in: part, of: composing) else { return }
            let answer = try await house.publishing.assistant.suggest(
                ask, picture: sha256, atMost: shown("describe:\(part):\(sha256)", composing), by: caller)
            composing.keep(answer) { _ in .alt(part: part, sha256: sha256) }
        case .suggest(let task):
            let chosen = try await chosen(composing, caller)
            let assistant = house.publishing.assistant
            let ask = try composing.ask(task, limits: try assistant.limits(of: chosen))
            let answer = try await assistant.suggest(
                ask, atMost: shown("suggest:\(task.rawValue)", composing), by: caller)
            let limits = try chosen.map { (account: $0.id, limit: try assistant.limit(of: $0)) }
            composing.keep(answer) { suggestion in
                guard let limit = suggestion.limit else { return .text }
                return .own(limits.filter { $0.limit == limit }.map(\.account))
            }
        }
    }

    private func describing(_ sha256: String, in part: Int, of composing: Composing) throws(Problem) -> SuggestionAsk? {
        guard composing.parts.indices.contains(part),
            composing.parts[part].pictures.contains(where: { $0.sha256 == sha256 })
        else { return nil }
        return try composing.ask(.altText, limits: [])
    }

    private func shown(_ word: String, _ composing: Composing) -> Money? {
        composing.help.shown[word].map(Money.init(microUSD:))
    }

    private func chosen(_ composing: Composing, _ caller: Caller) async throws -> [AccountSummary] {
        try await house.accounts.summaries(for: caller).filter { composing.accounts.contains($0.id) }
    }

    /// The buttons with their prices; nil where no model is set up. Nobody is called for it.
    func assistantOffer(_ composing: Composing, _ accounts: [AccountSummary], _ caller: Caller) async throws
        -> AssistantOffer?
    {
        let assistant = house.publishing.assistant
        guard caller.role.may(.draft), let standing = try await assistant.standing(for: caller) else { return nil }
        var offer = AssistantOffer(endpoint: standing.endpoint)
        do {
            let (text, notes) = (composing.parts[0].text.nonEmpty, composing.help.notes.nonEmpty)
            let limits = try assistant.limits(of: accounts.filter { composing.accounts.contains($0.id) })
            offer.quotes["suggest:draft"] = try await quote(.draft, notes, caller)
            offer.quotes["suggest:translate"] = try await quote(.translate, text, caller)
            if !limits.isEmpty {
                offer.quotes["suggest:variants"] = try await quote(.variants, text, limits: limits, caller)
            }
            guard standing.endpoint.takesPictures else { return offer }
            for (place, part) in composing.parts.enumerated() {
                for picture in part.pictures where picture.kind != .document {
                    let word = "describe:\(place):\(picture.sha256)"
                    offer.quotes[word] = try await quote(.altText, text, picture: picture.sha256, caller)
                }
            }
        } catch let problem as Problem {
            offer.trouble = problem
        }
        return offer
    }

    private func quote(
        _ task: SuggestionAsk.Task, _ text: String, limits: [Int] = [], picture: String? = nil, _ caller: Caller
    ) async throws -> AssistantQuote {
        // The longest name of a language that is taken.
        let language = String(repeating: "x", count: task == .variants ? 1 : SuggestionAsk.longestLanguage)
        let ask = try SuggestionAsk(task, text: text, language: language, limits: limits)
        return try await house.publishing.assistant.quote(ask, picture: picture, roomFor: Desk.room, for: caller)
    }
}

extension String {
    /// A price needs some text to be worked out for; it is replaced by what is written later.
    fileprivate var nonEmpty: String { trimmingWhitespace.isEmpty ? "x" : self }
}

extension Composing {
    fileprivate mutating func keep(_ answer: AssistantAnswer, goal: (Suggestion) -> Goal) {
        help.offers = answer.suggestions.prefix(Help.mostOffers).map { Help.Offer(text: $0.text, goal: goal($0)) }
        help.paid = answer.cost
        help.isCut = !answer.isWhole
    }
}
