import KicauCore
import KicauPublish

/// The accounts of a workspace.
struct AccountsPage: Page {
    static let template = "accounts"

    /// What is going to happen, when, and what to do before.
    struct Warning: Sendable {
        let what: String
        let toDo: String
        let from: Moment?
        let posts: EndangeredList?
    }

    /// Does the network call when somebody says something?
    struct Ringing: Sendable {
        let text: String
        let last: Moment?
        let why: StoryText?
    }

    struct Line: Sendable {
        let chip: AccountChip
        let badge: Badge
        let way: String?
        let connected: Moment
        let expires: Moment?
        let expiresSoon: Bool
        let isRenewed: Bool
        let lastChecked: Moment?
        let counts: String
        let followers: String?
        let withoutNumbers: StoryText?
        let trouble: StoryText?
        let forecasts: [Warning]
        let ringing: Ringing?
        let isRehearsal: Bool
        let reconnectPath: String?
        let checkPath: String?
        let disconnectPath: String?
        let slotsPath: String
        let linksPath: String
    }

    let frame: Frame
    let accounts: [Line]
    let isEmpty: Bool
    let canConnect: Bool

    init(_ accounts: [AccountDetail], canConnect: Bool, frame: Frame, _ voice: Voice) {
        self.frame = frame
        self.canConnect = canConnect
        let order: [AccountState] = [.signedOut, .connected, .disconnected]
        self.accounts = order.flatMap { state in
            accounts.filter { $0.summary.state == state }.map { Line($0, canConnect: canConnect, voice) }
        }
        isEmpty = accounts.isEmpty
    }
}

extension AccountsPage.Line {
    fileprivate init(_ account: AccountDetail, canConnect: Bool, _ voice: Voice) {
        chip = AccountChip(account.summary)
        badge = voice.badge(account.summary.state)
        way = account.way.map { voice.say($0.title) }
        connected = voice.moment(account.connected)
        expires = account.tokenExpires.map(voice.moment)
        isRenewed = account.isRenewed
        expiresSoon = !isRenewed && account.tokenExpires.map { $0 < voice.now + .days(7) } ?? false
        lastChecked = account.lastChecked.map(voice.moment)
        counts = voice.say(
            "\(voice.number(account.scheduled)) scheduled, \(voice.number(account.published)) published")
        followers = account.followers.map { voice.followers($0, gained: account.followersGained) }
        withoutNumbers = account.withoutNumbers.map { StoryText($0, voice) }
        trouble = account.trouble.map { StoryText($0, voice) }
        forecasts = account.forecasts.map {
            AccountsPage.Warning(
                what: voice.say($0.what), toDo: voice.say($0.toDo), from: $0.from.map(voice.moment),
                posts: EndangeredList($0.after, voice))
        }
        ringing = account.ringing.map {
            AccountsPage.Ringing(
                text: voice.say($0.what), last: $0.state == .rings ? $0.last.map(voice.moment) : nil,
                why: $0.trouble.map { StoryText($0, voice) })
        }
        isRehearsal = account.isRehearsal
        let path = "/accounts/\(account.summary.id)"
        slotsPath = "\(path)/slots"
        linksPath = "\(path)/links"
        let isGone = account.summary.state == .disconnected
        let needsReconnect = account.summary.state != .connected
        let way = account.way.map { "?way=\($0.name)" } ?? ""
        reconnectPath = canConnect && needsReconnect ? "/accounts/new/\(account.summary.platform)\(way)" : nil
        checkPath = isGone ? nil : "\(path)/check"
        disconnectPath = canConnect && !isGone ? "\(path)/disconnection" : nil
    }
}

extension Voice {
    /// "1,204, 12 more than 28 days ago"
    fileprivate func followers(_ count: Int64, gained: Int64?) -> String {
        let days = number(AccountDetail.growth.inMilliseconds / 86_400_000)
        switch gained {
        case nil, 0: return number(count)
        case let gained? where gained > 0:
            return say("\(number(count)), \(number(gained)) more than \(days) days ago")
        case let lost?: return say("\(number(count)), \(number(-lost)) fewer than \(days) days ago")
        }
    }
}

/// Which network to connect.
struct NetworksPage: Page {
    static let template = "networks"

    struct Offer: Sendable {
        let network: String
        let name: String
        let path: String
        let hint: String
        let isRehearsal: Bool
    }

    let frame: Frame
    let offers: [Offer]

    init(_ offers: [NetworkOffer], frame: Frame, _ voice: Voice) {
        self.frame = frame
        self.offers = offers.map { offer in
            Offer(
                network: Networks.mark(offer.platform), name: offer.name, path: "/accounts/new/\(offer.platform)",
                hint: voice.say(NetworksPage.hint(offer)), isRehearsal: offer.isRehearsal)
        }
    }

    private static func hint(_ offer: NetworkOffer) -> Sentence {
        if offer.form.needsAppKeys && !offer.hasAppKeys { return "Needs a developer app first" }
        switch offer.form.kind {
        case .redirect: return "You sign in on its own page"
        case .serverThenRedirect: return "Name your server, then sign in there"
        case .handleThenRedirect: return "Give your handle, then sign in on your server's page"
        case .appPassword: return "Handle and an app password"
        case .userKeys: return "Keys of an app of your own"
        }
    }
}

/// Connecting an account of one network.
struct ConnectPage: Page {
    static let template = "connect"

    struct Keys: Sendable {
        let path: String
        let hasKeys: Bool
        let redirectURL: String
        let scopes: String
        let portal: String?
        let bell: Bell?
    }

    /// Where the network may call when somebody says something.
    struct Bell: Sendable {
        let url: String
        let word: String
    }

    /// The way in that needs no page of the network's.
    struct Password: Sendable {
        let isOpen: Bool
    }

    /// What the form of an app password sends along, so that an empty one is not taken for the other way.
    static let byPassword = "password"

    /// The way in with four keys of one's own (OAuth 1.0a).
    struct OwnKeys: Sendable {
        let isOpen: Bool
    }

    static let byKeys = "keys"

    let frame: Frame
    let network: String
    let name: String
    let path: String
    let heading: String
    let ways: ConnectWays?
    let asksServer: Bool
    let asksHandle: Bool
    let password: Password?
    let ownKeys: OwnKeys?
    let server: String
    let handle: String
    let canBegin: Bool
    let keys: Keys?
    let isRehearsal: Bool
    let problem: ProblemText?

    init(
        _ offer: NetworkOffer, by way: WayOffer? = nil, bell: NetworkBell? = nil, form: Form, problem: Problem?,
        frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        network = Networks.mark(offer.platform)
        name = offer.name
        path = "/accounts/new/\(offer.platform)"
        heading = voice.say("Connect \(offer.name)")
        ways = way.map { ConnectWays($0, of: offer, voice) }
        asksServer = offer.form.kind == .serverThenRedirect
        asksHandle = offer.form.kind == .handleThenRedirect
        let isOnlyPassword = offer.form.kind == .appPassword
        password =
            offer.form.offers(.appPassword) ? Password(isOpen: isOnlyPassword || problem != nil) : nil
        ownKeys = offer.form.offers(.userKeys) ? OwnKeys(isOpen: form["way"] == ConnectPage.byKeys) : nil
        server = form["server"]
        handle = form["handle"]
        let hasKeys = way?.hasAppKeys ?? offer.hasAppKeys
        canBegin = !isOnlyPassword && (!offer.form.needsAppKeys || hasKeys)
        keys = offer.form.needsAppKeys ? Keys(offer, way, bell) : nil
        isRehearsal = offer.isRehearsal
        self.problem = problem.map { ProblemText($0, voice) }
    }
}

extension ConnectPage.Keys {
    fileprivate init(_ offer: NetworkOffer, _ way: WayOffer?, _ bell: NetworkBell?) {
        self.bell = bell.map { ConnectPage.Bell(url: $0.url, word: $0.word) }
        path = "/accounts/apps/\(offer.platform)"
        hasKeys = way?.hasAppKeys ?? offer.hasAppKeys
        redirectURL = offer.redirectURL
        scopes = (way?.way.scopes ?? offer.form.scopes).joined(separator: " ")
        portal = offer.isRehearsal ? nil : ConnectPage.Keys.portals[offer.platform]
    }

    /// Where an operator registers a developer app.
    private static let portals: [PlatformID: String] = [
        "x": "https://developer.x.com/en/portal/dashboard", "facebook": "https://developers.facebook.com/apps/",
        "instagram": "https://developers.facebook.com/apps/", "threads": "https://developers.facebook.com/apps/",
        "linkedin": "https://www.linkedin.com/developers/apps",
    ]
}

/// On the way to the network's own page.
///
/// A redirect straight after the POST would be stopped: browsers hold redirects of a form to `form-action 'self'`.
struct LeavingPage: Page {
    static let template = "leaving"

    let frame: Frame
    let target: String
    let host: String
}

/// Several accounts were found: which ones?
struct ChoosePage: Page {
    static let template = "choose"

    struct Found: Sendable {
        let remoteID: String
        let name: String
        let handle: String
        let isConnected: Bool
    }

    let frame: Frame
    let connection: String
    let found: [Found]

    init(_ connection: String, _ found: [FoundSummary], frame: Frame) {
        self.frame = frame
        self.connection = connection
        self.found = found.map {
            Found(
                remoteID: $0.remoteID, name: $0.displayName.isEmpty ? $0.handle : $0.displayName, handle: $0.handle,
                isConnected: $0.alreadyConnected)
        }
    }
}
