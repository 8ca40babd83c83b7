import KicauCore
import KicauPublish

/// An account as lists show it.
struct AccountBrief: Encodable, Sendable {
    let id: Int64
    let platform: String
    let platformName: String
    let handle: String
    let displayName: String
    let server: String?
    let state: String

    init(_ account: AccountSummary) {
        id = account.id.raw
        platform = account.platform.raw
        platformName = account.platformName
        handle = account.handle
        displayName = account.displayName
        server = account.server.isEmpty ? nil : account.server
        state = account.state.rawValue
    }

    static let members: [Member] = [
        .must("id", .id, "The account's number here"),
        .must("platform", .text(most: 40), "The network's short name", like: "mastodon"),
        .must("platform_name", .text(most: 100), "As it is written", like: "Mastodon"),
        .must("handle", .text(most: 1000), "Without the sign", like: "warungkata"),
        .must("display_name", .text(most: 1000), "As the network shows it", like: "Warung Kata"),
        .may("server", .text(most: 400), "Of networks of many servers", like: "https://mastodon.example"),
        .must("state", .words(of: AccountState.self), "Whether we can act for it"),
    ]
    static let shape = Shape.named("AccountBrief", .object(members))
}

/// An account with what we know of its sign-in.
struct AccountWire: Encodable, Sendable {
    let id: Int64
    let platform: String
    let platformName: String
    let handle: String
    let displayName: String
    let server: String?
    let state: String
    let connectedAt: String
    let tokenExpiresAt: String?
    let tokenRenewed: Bool
    let scopes: [String]
    let scheduled: Int
    let published: Int
    let lastCheckedAt: String?
    let trouble: StoryWire?
    let way: String?
    let rehearsal: Bool
    let readings: [ReadingWire]
    let forecasts: [ForecastWire]
    let ringing: RingingWire?

    init(_ account: AccountDetail, _ voice: Voice) {
        let brief = AccountBrief(account.summary)
        id = brief.id
        platform = brief.platform
        platformName = brief.platformName
        handle = brief.handle
        displayName = brief.displayName
        server = brief.server
        state = brief.state
        connectedAt = Timestamp.text(account.connected)
        tokenExpiresAt = account.tokenExpires.map(Timestamp.text)
        tokenRenewed = account.isRenewed
        scopes = account.scopes
        scheduled = account.scheduled
        published = account.published
        lastCheckedAt = account.lastChecked.map(Timestamp.text)
        trouble = account.trouble.map { StoryWire($0, voice) }
        way = account.way?.name
        rehearsal = account.isRehearsal
        readings = account.readings.map(ReadingWire.init)
        forecasts = account.forecasts.map { ForecastWire($0, voice) }
        ringing = account.ringing.map { RingingWire($0, voice) }
    }

    static let shape = Shape.named(
        "Account",
        .object(
            AccountBrief.members + [
                .must("connected_at", .instant, "When it was connected"),
                .may("token_expires_at", .instant, "When its token ends, if the network said so"),
                .must("token_renewed", .bool, "Whether it is renewed before that by itself"),
                .must("scopes", .list(.text(most: 400), 0...1000), "What the person allowed", like: ["write"]),
                .must("scheduled", .count, "Deliveries still to go out"),
                .must("published", .count, "Deliveries that went out"),
                .may("last_checked_at", .instant, "When the network last said whose token it is"),
                .may("trouble", StoryWire.shape, "Why it is signed out"),
                .may(
                    "way", .text(most: 40), "Of networks with several ways in, the one it was connected by",
                    like: "organisations"),
                .must("rehearsal", .bool, "Whether it is on a rehearsal network"),
                .must("readings", .list(ReadingWire.shape, 0...100), "The newest count of each kind: followers, posts"),
                .must("forecasts", .list(ForecastWire.shape, 0...10), "What will keep its posts from going out"),
                .may("ringing", RingingWire.shape, "Whether its network calls here; left out: it calls nobody"),
            ]))
}

/// What will keep an account's posts from going out, told before it does.
struct ForecastWire: Encodable, Sendable {
    let what: String
    let toDo: String
    let from: String?
    let endangered: Int
    let first: [EndangeredWire]

    init(_ forecast: Forecast, _ voice: Voice) {
        what = voice.say(forecast.what)
        toDo = voice.say(forecast.toDo)
        from = forecast.from.map(Timestamp.text)
        endangered = forecast.endangered
        first = forecast.after.first.map(EndangeredWire.init)
    }

    static let shape = Shape.named(
        "Forecast",
        .object([
            .must("what", .text(most: 2000), "What is going to happen"),
            .must("to_do", .text(most: 2000), "What helps against it"),
            .may("from", .instant, "From when on; left out: already now"),
            .must("endangered", .count, "Scheduled deliveries that are due after that"),
            .must("first", .list(EndangeredWire.shape, 0...Endangered.shown), "The earliest of them"),
        ]))
}

/// A network one can connect.
struct NetworkWire: Encodable, Sendable {
    let platform: String
    let name: String
    let signIn: String
    let appPassword: Bool
    let ownKeys: Bool
    let scopes: [String]
    let needsAppKeys: Bool
    let hasAppKeys: Bool
    let connectUrl: String
    let redirectUrl: String
    let rehearsal: Bool
    let ways: [WayWire]
    let options: [OptionOfferWire]

    init(_ offer: NetworkOffer, baseURL: String) {
        platform = offer.platform.raw
        name = offer.name
        signIn =
            switch offer.form.kind {
            case .redirect: "redirect"
            case .serverThenRedirect: "server-then-redirect"
            case .handleThenRedirect: "handle-then-redirect"
            case .appPassword: "app-password"
            case .userKeys: "redirect"  // no network has it as its first way; own_keys says that it is one
            }
        appPassword = offer.form.offers(.appPassword)
        ownKeys = offer.form.offers(.userKeys)
        scopes = offer.form.scopes
        needsAppKeys = offer.form.needsAppKeys
        hasAppKeys = offer.hasAppKeys
        connectUrl = "\(baseURL)/accounts/new/\(offer.platform)"
        redirectUrl = offer.redirectURL
        rehearsal = offer.isRehearsal
        ways = offer.ways.map { WayWire($0, of: offer, baseURL: baseURL) }
        options = offer.options.map(OptionOfferWire.init)
    }

    static let shape = Shape.named(
        "Network",
        .object([
            .must("platform", .text(most: 40), "The short name", like: "bluesky"),
            .must("name", .text(most: 100), "As it is written", like: "Bluesky"),
            .must(
                "sign_in", .word(["redirect", "server-then-redirect", "handle-then-redirect", "app-password"]),
                "What a person fills in, and where they sign in", like: "handle-then-redirect"),
            .must(
                "app_password", .bool, "Whether an account can be connected without a browser, by an app password",
                like: true),
            .must(
                "own_keys", .bool, "Whether an account can be connected by four keys of an app of one's own",
                like: false),
            .must("scopes", .list(.text(most: 400), 0...1000), "What is asked for", like: ["write"]),
            .must("needs_app_keys", .bool, "Whether the operator has to register a developer app", like: false),
            .must("has_app_keys", .bool, "Whether its keys are here", like: false),
            .must(
                "connect_url", .text(most: 2000), "The page where a person connects an account",
                like: "https://kicau.example/accounts/new/bluesky"),
            .must(
                "redirect_url", .text(most: 2000), "What to enter when registering a developer app",
                like: "https://kicau.example/connections/callback"),
            .must("rehearsal", .bool, "Whether it is a rehearsal network", like: false),
            .must(
                "ways", .list(WayWire.shape, 0...10),
                "Where there are several ways in, each with an app of its own; else empty"),
            .must(
                "options", .list(OptionOfferWire.shape, 0...100), "What a post may ask of it beyond text and pictures"),
        ]))
}
