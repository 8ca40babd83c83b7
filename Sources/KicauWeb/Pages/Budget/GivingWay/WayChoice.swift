import KicauCore
import KicauPublish

/// One way to give way, as a form offers it.
struct WayChoice: Sendable, Hashable {
    let value: String
    let name: String
    let isChosen: Bool

    init(_ way: Way, isChosen: Bool, _ accounts: [AccountSummary], _ voice: Voice) {
        value = way.text
        name = voice.say(way.inWords(accounts, voice))
        self.isChosen = isChosen
    }

    init(none isChosen: Bool, _ voice: Voice) {
        value = ""
        name = voice.say("Nothing more")
        self.isChosen = isChosen
    }

    private init(value: String, name: String, isChosen: Bool) {
        self.value = value
        self.name = name
        self.isChosen = isChosen
    }

    private static let usualDays = [1, 3, 7, 14, 31]

    /// All that may be chosen; what was chosen by a program and is not among the usual stays among them.
    static func ways(for accounts: [AccountSummary], besides chosen: [Way]) -> [Way] {
        let usual: [Way] =
            [.cheaper] + usualDays.map { .later(days: $0) }
            + accounts.filter { $0.state == .connected }.map { .other($0.id) } + [.ask, .handOff]
        return chosen.filter { !usual.contains($0) } + usual
    }

    /// What a single post may choose: short ladders for the cases that come up.
    static func ladders(_ chosen: [Way]?, _ accounts: [AccountSummary], _ voice: Voice) -> [WayChoice] {
        let ladders: [[Way]] = [
            [.ask], [.handOff], [.cheaper, .ask], [.cheaper, .handOff], [.later(days: 7), .ask],
            [.cheaper, .later(days: 7), .handOff],
        ]
        let known = chosen.map { ladders.contains($0) } ?? true
        let all = (known ? [] : [chosen ?? []]) + ladders
        return [WayChoice(value: "", name: voice.say("As the workspace has it"), isChosen: chosen == nil)]
            + all.map { ladder in
                WayChoice(
                    value: ladder.map(\.text).joined(separator: ","),
                    name: ladder.map { voice.say($0.inWords(accounts, voice)) }.joined(separator: " → "),
                    isChosen: ladder == chosen)
            }
    }
}

extension Way {
    fileprivate func inWords(_ accounts: [AccountSummary], _ voice: Voice) -> Sentence {
        switch self {
        case .cheaper: "Say it for less"
        case .later(let days) where days == 1: "Send it a day later"
        case .later(let days): "Send it within \(voice.number(days)) days"
        case .other(let account):
            "Send it to \(accounts.first { $0.id == account }.map { "\($0.platformName): \($0.handle)" } ?? "?") instead"
        case .ask: "Ask me"
        case .handOff: "Hand it to me"
        }
    }
}
