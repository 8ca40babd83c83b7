import KicauCore
import KicauPublish

/// A button of the composer's assistant.
enum AssistAct: Equatable {
    case suggest(SuggestionAsk.Task)
    /// A description of a picture or video.
    case describe(part: Int, sha256: String)
    case take(Int)

    /// "suggest:draft", "describe:0:3f9a…", "take:1". Nil: another button's word.
    init?(_ word: String) {
        let pieces = word.split(separator: ":").map(String.init)
        switch (pieces.first, pieces.count) {
        case ("suggest", 2):
            guard let task = SuggestionAsk.Task(rawValue: pieces[1]), task != .altText else { return nil }
            self = .suggest(task)
        case ("describe", 3):
            guard let part = Int(pieces[1]) else { return nil }
            self = .describe(part: part, sha256: pieces[2])
        case ("take", 2):
            guard let place = Int(pieces[1]) else { return nil }
            self = .take(place)
        default: return nil
        }
    }
}

extension Composing {
    /// What the fold "Assistant" holds: kept by no draft.
    struct Help: Sendable, Equatable {
        var notes = ""
        var language = ""
        /// Suggestions stay until others are asked for, so that one can be taken after another.
        var offers: [Offer] = []
        /// What each button was shown to cost at most, in micro-dollars.
        var shown: [String: Int64] = [:]
        /// Of the answer that just came.
        var paid: Money?
        var isCut = false

        static let mostOffers = 10

        /// A suggestion, and where it goes when somebody takes it.
        struct Offer: Sendable, Equatable {
            let text: String
            let goal: Goal
        }
    }

    enum Goal: Equatable, Sendable {
        case text
        case alt(part: Int, sha256: String)
        case own([AccountID])

        /// As a hidden field holds it.
        var word: String {
            switch self {
            case .text: "text"
            case .alt(let part, let sha256): "alt:\(part):\(sha256)"
            case .own(let accounts): "own:" + accounts.map(\.description).joined(separator: ",")
            }
        }

        init(_ word: String) {
            let pieces = word.split(separator: ":").map(String.init)
            switch (pieces.first, pieces.count) {
            case ("alt", 3): self = Int(pieces[1]).map { .alt(part: $0, sha256: pieces[2]) } ?? .text
            case ("own", 2): self = .own(pieces[1].split(separator: ",").compactMap { AccountID(String($0)) })
            default: self = .text
            }
        }
    }
}

extension Composing.Help {
    init(_ form: Form) {
        notes = form["assistant-notes"]
        language = form.trimmed("assistant-language")
        for place in 0..<Composing.Help.mostOffers where form.has("offer-\(place)") {
            offers.append(
                Offer(
                    text: String(form["offer-\(place)"].prefix(Suggestion.longest)),
                    goal: Composing.Goal(form["offer-goal-\(place)"])))
        }
        for field in form.fields where field.name.hasPrefix("shown-") {
            shown[String(field.name.dropFirst("shown-".count).prefix(100))] = Int64(field.value)
        }
    }
}

extension Composing {
    /// Puts a suggestion where it belongs: the only way that one gets into a post.
    mutating func take(_ place: Int) {
        guard help.offers.indices.contains(place) else { return }
        let offer = help.offers[place]
        switch offer.goal {
        case .text: parts[0].text = offer.text
        case .alt(let part, let sha256): change(sha256, in: part) { $0.alt = offer.text }
        case .own(let accounts):
            for account in accounts where self.accounts.contains(account) {
                let kept = own[account]
                var texts = kept?.texts ?? parts.map(\.text)
                if texts.isEmpty { texts = [""] }
                texts[0] = offer.text
                own[account] = Own(texts: texts, comment: kept?.comment ?? firstComment)
            }
        }
    }

    /// What the model is asked. - Throws: `Problem` of the input.
    func ask(_ task: SuggestionAsk.Task, limits: [Int]) throws(Problem) -> SuggestionAsk {
        switch task {
        case .draft: try SuggestionAsk(.draft, text: help.notes, language: help.language)
        case .translate: try SuggestionAsk(.translate, text: parts[0].text, language: help.language)
        case .altText: try SuggestionAsk(.altText, text: parts[0].text, language: help.language)
        case .variants: try SuggestionAsk(.variants, text: parts[0].text, limits: limits)
        }
    }
}
