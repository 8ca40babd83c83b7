import KicauCore

/// The pages about money, and which of them is open.
struct MoneyTabs: Sendable {
    enum Place: String, CaseIterable {
        case budget = "/budget"
        case prices = "/budget/prices"
        case whatIf = "/budget/what-if"
        case givingWay = "/budget/giving-way"
        case limits = "/budget/limits"
        case ledger = "/budget/ledger"
        case ai = "/budget/ai"
    }

    struct Link: Sendable {
        let name: String
        let address: String
        let isHere: Bool
    }

    let links: [Link]

    init(at open: Place, _ voice: Voice) {
        links = Place.allCases.map { place in
            Link(name: voice.say(place.title), address: place.rawValue, isHere: place == open)
        }
    }
}

extension MoneyTabs.Place {
    fileprivate var title: Sentence {
        switch self {
        case .budget: "Budget"
        case .prices: "Prices"
        case .whatIf: "What if"
        case .givingWay: "Giving way"
        case .limits: "Limits"
        case .ledger: "Ledger"
        case .ai: "AI"
        }
    }
}
