import KicauCore

/// What was just done, said once on the page a POST leads to. It travels as a word in the query.
enum Notice: String, CaseIterable, Sendable {
    case scheduled, goingOut = "going-out", draftSaved = "draft-saved", moved, calledOff = "called-off"
    case draftDeleted = "draft-deleted", copied, resolved, connected, disconnected, checked
    case keysSaved = "keys-saved", budgetSaved = "budget-saved", budgetGone = "budget-gone", saved, memberAdded =
        "member-added"
    case memberRemoved = "member-removed", keyRevoked = "key-revoked", passwordChanged = "password-changed"
    case signedOut = "signed-out", seriesBegun = "series-begun", seriesPaused = "series-paused"
    case seriesGoesOn = "series-goes-on", seriesEnded = "series-ended", rewritten
    case campaignEnded = "campaign-ended"
    case pricesLoaded = "prices-loaded"

    init?(inQueryOf path: String) {
        guard let question = path.firstIndex(of: "?") else { return nil }
        self.init(rawValue: Form(urlEncoded: path[path.index(after: question)...])["notice"])
    }

    var sentence: Sentence {
        switch self {
        case .scheduled: "Scheduled. It goes out at its time, once."
        case .goingOut: "On its way. This page follows it."
        case .draftSaved: "The draft is saved."
        case .moved: "It has a new time."
        case .calledOff: "Called off. It is a draft again."
        case .draftDeleted: "The draft is gone."
        case .copied: "This is a copy: change what you like."
        case .resolved: "Noted. What follows from it is shown below."
        case .connected: "Connected. You can write for it now."
        case .disconnected: "Disconnected. Its posts and receipts stay."
        case .checked: "The network was asked just now."
        case .keysSaved: "The app keys are kept, encrypted."
        case .budgetSaved: "The budget is set."
        case .budgetGone: "There is no limit there any more."
        case .saved: "Saved."
        case .memberAdded: "Added. Hand over the first password; they can change it."
        case .memberRemoved: "Removed from this workspace."
        case .keyRevoked: "The key works no more."
        case .passwordChanged: "Your password is changed."
        case .signedOut: "You are signed out."
        case .seriesBegun: "The series begins. Its posts of the next weeks are planned."
        case .seriesPaused: "Paused. Nothing of it goes out until it goes on."
        case .seriesGoesOn: "It goes on."
        case .pricesLoaded: "The list is in force. What is planned has its new prices."
        case .rewritten: "The network has the new text."
        case .campaignEnded: "Ended. It takes no new posts; what is planned goes out."
        case .seriesEnded: "Ended. Nothing of it goes out any more."
        }
    }
}
