import KicauCore
import KicauPublish

/// A state as lists show it: a word and the colour's name.
struct Badge: Sendable, Hashable {
    let word: String
    /// A class of the style sheet: "calm", "busy", "good", "alert", "bad", "quiet".
    let tone: String
}

extension Voice {
    func badge(_ state: PostState) -> Badge {
        switch state {
        case .draft: Badge(word: say("Draft"), tone: "quiet")
        case .scheduled: Badge(word: say("Scheduled"), tone: "calm")
        case .sending: Badge(word: say("Going out"), tone: "busy")
        case .published: Badge(word: say("Published"), tone: "good")
        case .partly: Badge(word: say("Partly published"), tone: "alert")
        case .needsYou: Badge(word: say("Needs you"), tone: "alert")
        case .refused: Badge(word: say("Refused"), tone: "bad")
        case .cancelled: Badge(word: say("Called off"), tone: "quiet")
        }
    }

    func badge(_ state: Delivery.State, waitingFor: Delivery.WaitingFor?) -> Badge {
        switch state {
        case .scheduled: Badge(word: say("Waiting for its time"), tone: "calm")
        case .claimed: Badge(word: say("About to be sent"), tone: "busy")
        case .intent: Badge(word: say("Being sent"), tone: "busy")
        case .unknown: Badge(word: say("Not sure yet: we look before anything else"), tone: "busy")
        case .reconciling: Badge(word: say("Looking on the network"), tone: "busy")
        case .published: Badge(word: say("Published"), tone: "good")
        case .refused: Badge(word: say("Refused by the network"), tone: "bad")
        case .waiting: Badge(word: say(waitingFor?.inWords ?? "Needs you"), tone: "alert")
        case .dropped: Badge(word: say("Dropped"), tone: "quiet")
        case .cancelled: Badge(word: say("Called off"), tone: "quiet")
        }
    }

    func badge(_ state: AccountState) -> Badge {
        switch state {
        case .connected: Badge(word: say("Connected"), tone: "good")
        case .signedOut: Badge(word: say("Signed out"), tone: "alert")
        case .disconnected: Badge(word: say("Disconnected"), tone: "quiet")
        }
    }

    func badge(_ hold: HoldState) -> Badge {
        switch hold {
        case .held: Badge(word: say("set aside"), tone: "calm")
        case .inDoubt: Badge(word: say("set aside until we know"), tone: "busy")
        case .captured: Badge(word: say("spent"), tone: "good")
        case .released: Badge(word: say("given back"), tone: "quiet")
        }
    }

    func role(_ role: Role) -> String {
        switch role {
        case .owner: say("Owner")
        case .admin: say("Admin")
        case .editor: say("Editor")
        case .writer: say("Writer")
        case .viewer: say("Viewer")
        }
    }
}

extension Delivery.WaitingFor {
    fileprivate var inWords: Sentence {
        switch self {
        case .reconnect: "Waits until the account is reconnected"
        case .doubt: "Is it there? Please look"
        case .missed: "Missed its time"
        case .sendBound: "Tried several times without success"
        case .money: "Waits for money or a price"
        case .handOff: "Yours to post by hand"
        }
    }
}
