import KicauCore
import KicauPublish

extension ComposePage {
    /// Where a language model is asked for suggestions.
    struct AssistantFold: Sendable {
        struct Button: Sendable {
            let word: String
            let label: String
            /// "about $0.0004, at most $0.0013"
            let price: String
            /// The field that tells what was shown.
            let shownField: String
            let shown: String
        }

        struct Offer: Sendable {
            let place: Int
            let text: String
            let goal: String
            let label: String
            let length: String
        }

        let isOpen: Bool
        let host: String
        let model: String
        let notes: String
        let language: String
        let draft: Button?
        let translate: Button?
        let variants: Button?
        let descriptions: [Button]
        let hasDescriptions: Bool
        let trouble: ProblemText?
        let offers: [Offer]
        let hasOffers: Bool
        let paid: String?
        let isCut: Bool
    }
}

/// What the fold is drawn from.
struct AssistantOffer: Sendable {
    let endpoint: ModelEndpoint
    /// By the words of the buttons: "suggest:draft", "describe:0:3f9a…".
    var quotes: [String: AssistantQuote] = [:]
    /// Why nothing can be asked.
    var trouble: Problem?
}

extension ComposePage.AssistantFold {
    init(_ composing: Composing, _ offer: AssistantOffer, _ accounts: [AccountSummary], _ voice: Voice) {
        let help = composing.help
        isOpen = !help.notes.isEmpty || !help.offers.isEmpty || !help.shown.isEmpty && offer.trouble != nil
        host = offer.endpoint.host
        model = offer.endpoint.model
        notes = help.notes
        language = help.language
        func button(_ word: String, _ label: Sentence) -> Button? {
            offer.quotes[word].map { Button(word, voice.say(label), $0, voice) }
        }
        draft = button("suggest:draft", "Draft from the notes")
        translate = button("suggest:translate", "Translate the text")
        variants = button("suggest:variants", "Fit the text to each network")
        var number = 0
        descriptions = composing.parts.enumerated().flatMap { place, part in
            part.pictures.compactMap { picture -> Button? in
                guard let quote = offer.quotes["describe:\(place):\(picture.sha256)"] else { return nil }
                number += 1
                return Button(
                    "describe:\(place):\(picture.sha256)", voice.say("Describe picture \(voice.number(number))"),
                    quote, voice)
            }
        }
        hasDescriptions = !descriptions.isEmpty
        trouble = offer.trouble.map { ProblemText($0, voice) }
        offers = help.offers.enumerated().map { Offer($0, $1, accounts, voice) }
        hasOffers = !offers.isEmpty
        paid = help.paid.map { voice.say("That cost \(voice.money($0)).") }
        isCut = help.isCut
    }
}

extension ComposePage.AssistantFold.Button {
    fileprivate init(_ word: String, _ label: String, _ quote: AssistantQuote, _ voice: Voice) {
        self.word = word
        self.label = label
        price =
            quote.most == .zero
            ? voice.say("free") : voice.say("about \(voice.money(quote.likely)), at most \(voice.money(quote.most))")
        shownField = "shown-\(word)"
        shown = "\(quote.most.microUSD)"
    }
}

extension ComposePage.AssistantFold.Offer {
    fileprivate init(_ place: Int, _ offer: Composing.Help.Offer, _ accounts: [AccountSummary], _ voice: Voice) {
        self.place = place
        text = offer.text
        goal = offer.goal.word
        length = voice.counted(
            offer.text.count, one: "1 character", many: { "\($0) characters" })
        switch offer.goal {
        case .text: label = voice.say("Take it as the text")
        case .alt: label = voice.say("Take it as the description")
        case .own(let chosen):
            let names = accounts.filter { chosen.contains($0.id) }.map { "\($0.platformName) \($0.handle)" }
            label = voice.say("Take it for \(names.joined(separator: ", "))")
        }
    }
}
