import KicauCore
import KicauPublish

extension Composing {
    /// What the fold "Mention somebody" holds: kept by no draft.
    struct People: Sendable, Equatable {
        var name = ""
        /// Once somebody was looked for.
        var answer: PeopleAnswer?
    }

    /// Behind a part's text, with a space between; scripts put it where one writes instead.
    mutating func mention(_ mention: String, in place: Int) {
        guard parts.indices.contains(place), !mention.isEmpty else { return }
        let text = parts[place].text
        let gap = text.isEmpty || text.last?.isWhitespace == true ? "" : " "
        parts[place].text = text + gap + mention.prefix(Composing.longestMention) + " "
    }

    private static let longestMention = 600
}

extension ComposePage {
    /// Where people are looked for.
    struct PeopleFold: Sendable {
        let name: String
        let isOpen: Bool
        let doors: [Door]
        /// Of networks where nobody can be looked for, and why; each once.
        let closed: [String]
        let found: [Person]
        let hasFound: Bool
        let nobody: String?

        /// A way to look somebody up: one account's.
        struct Door: Sendable {
            let account: String
            let network: String
            let networkName: String
            let handle: String
            /// "Look up on X ($0.01)"
            let label: String
            let about: String?
            /// May a script ask while one types? It costs nothing there, and letters are enough.
            let isQuick: Bool
        }

        struct Person: Sendable {
            let network: String
            let networkName: String
            let handle: String
            let name: String
            let mention: String
            let places: [Place]
        }

        /// A part that the mention can be put into.
        struct Place: Sendable {
            let place: Int
            let mention: String
            let label: String
        }
    }
}

extension ComposePage.PeopleFold {
    init(_ composing: Composing, _ offers: [PeopleOffer], _ voice: Voice) {
        name = composing.people.name
        isOpen = !composing.people.name.isEmpty || composing.people.answer != nil
        doors = offers.compactMap { Door($0, voice) }
        closed = offers.reduce(into: []) { closed, offer in
            guard case .none(let why) = offer.search else { return }
            let said = voice.say(why)
            if !closed.contains(said) { closed.append(said) }
        }
        let answer = composing.people.answer
        let count = composing.parts.count
        found = answer.map { answer in answer.people.map { Person($0, on: answer.account, parts: count, voice) } } ?? []
        hasFound = !found.isEmpty
        nobody = answer.flatMap { answer in
            answer.people.isEmpty
                ? voice.say("Nobody called \(answer.name) was found on \(answer.account.platformName).") : nil
        }
    }
}

extension ComposePage.PeopleFold.Door {
    /// Nil: this account finds nobody.
    fileprivate init?(_ offer: PeopleOffer, _ voice: Voice) {
        account = offer.account.id.description
        network = Networks.mark(offer.account.platform)
        networkName = offer.account.platformName
        handle = offer.account.handle
        label =
            offer.price == .zero
            ? voice.say("Look up on \(networkName)")
            : voice.say("Look up on \(networkName) (\(voice.money(offer.price)))")
        switch offer.search {
        case .byLetters:
            about = nil
            isQuick = offer.price == .zero
        case .byName(_, let what):
            about = voice.say(what)
            isQuick = false
        case .none: return nil
        }
    }
}

extension ComposePage.PeopleFold.Person {
    fileprivate init(_ person: FoundPerson, on account: AccountSummary, parts: Int, _ voice: Voice) {
        network = Networks.mark(account.platform)
        networkName = account.platformName
        handle = person.handle
        name = person.name
        mention = person.mention
        places = (0..<parts).map { place in
            ComposePage.PeopleFold.Place(
                place: place, mention: person.mention,
                label: parts == 1 ? voice.say("Insert") : voice.say("Insert into part \(voice.number(place + 1))"))
        }
    }
}
