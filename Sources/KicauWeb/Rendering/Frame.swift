import Foundation
import KicauCore
import KicauPeople

/// The places of the navigation.
enum Place: String, CaseIterable, Sendable {
    case today, compose, calendar, posts, inbox, accounts, budget, scans, settings

    var path: String {
        switch self {
        case .today: "/"
        case .compose, .calendar, .posts, .inbox, .accounts, .budget, .scans, .settings: "/\(rawValue)"
        }
    }

    fileprivate var name: Sentence {
        switch self {
        case .today: "Today"
        case .compose: "Write"
        case .calendar: "Calendar"
        case .posts: "Posts"
        case .inbox: "Inbox"
        case .accounts: "Accounts"
        case .budget: "Budget"
        case .scans: "Scans"
        case .settings: "Settings"
        }
    }
}

/// What stands around every page: head, navigation, notices and the form token.
struct Frame: Sendable {
    struct Item: Sendable {
        let name: String
        let path: String
        let icon: String
        let isHere: Bool
        /// What waits there to be seen: how many, and in words.
        let news: News?
    }

    struct News: Sendable {
        let count: String
        let words: String
    }

    struct Choice: Sendable {
        let id: String
        let name: String
        let isChosen: Bool
    }

    /// Shown to members only.
    struct Inside: Sendable {
        let main: [Item]
        let more: [Item]
        let moreIsHere: Bool
        let compose: Item
        let workspace: String
        let workspaces: [Choice]
        let hasOtherWorkspaces: Bool
        let person: String
        let role: String
    }

    let title: String
    let language: String
    let assets: String
    let token: String
    /// Where a change of language comes back to.
    let returnPath: String
    let languages: [Choice]
    let inside: Inside?
    let notice: String?
    let isDemo: Bool
    let zone: String
    let version: String

    init(
        title: String, place: Place?, visit: Visit, settings: WebSettings, assets: String, languages: [String]
    ) {
        let voice = visit.voice
        self.title = title
        language = voice.language
        self.assets = assets
        token = visit.formToken
        returnPath = visit.path
        self.languages = languages.map {
            Choice(id: $0, name: Frame.ownName(of: $0), isChosen: $0 == voice.language)
        }
        inside = visit.signedIn.map { Inside($0, place: place, voice: voice) }
        notice = Notice(inQueryOf: visit.path).map { voice.say($0.sentence) }
        isDemo = settings.mode == .demo
        zone = voice.zoneName(at: voice.now)
        version = settings.version
    }

    /// A language is called by its own name, so that who needs it can read it.
    private static func ownName(of language: String) -> String {
        switch language {
        case "en": "English"
        case "id": "Indonesia"
        default: language
        }
    }
}

extension Frame.Inside {
    fileprivate init(_ signedIn: SignedInCaller, place: Place?, voice: Voice) {
        let warnings =
            signedIn.warnings == 0
            ? nil
            : Frame.News(
                count: voice.number(signedIn.warnings),
                words: voice.counted(
                    signedIn.warnings, one: "1 limit comes near", many: { "\($0) limits come near" }))
        func item(_ to: Place) -> Frame.Item {
            Frame.Item(
                name: voice.say(to.name), path: to.path, icon: to.rawValue, isHere: to == place,
                news: to == .budget ? warnings : nil)
        }
        let caller = signedIn.caller
        main = [Place.today, .calendar, .posts, .inbox].map(item)
        let mayScan = signedIn.caller.role.may(.scan)
        more = [Place.accounts, .budget, .scans, .settings].filter { $0 != .scans || mayScan }.map(item)
        moreIsHere = more.contains(where: \.isHere)
        compose = item(.compose)
        workspace = caller.workspace.name
        workspaces = signedIn.workspaces.map {
            Frame.Choice(id: $0.id.description, name: $0.name, isChosen: $0.id == caller.workspace.id)
        }
        hasOtherWorkspaces = workspaces.count > 1
        person = caller.user?.name ?? ""
        role = voice.role(caller.role)
    }
}
