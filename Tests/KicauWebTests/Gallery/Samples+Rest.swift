import KicauCore

@testable import KicauMeter
@testable import KicauPeople
@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    static let series: [SeriesDetail] = [
        (Recurrence.Pattern.weekly([.monday, .friday]), SeriesState.running, Recurrence.End.never),
        (.weekdayOfMonth(.second, .tuesday), .paused, .times(12)), (.lastOfMonth, .ended, .until(day: "2026-12-31")),
    ].enumerated().compactMap { place, sample in
        // The texts are dates that exist.
        guard let recurrence = try? Recurrence(sample.0, from: "2026-11-23T09:00", zone: "Asia/Jakarta", end: sample.2)
        else { return nil }
        return SeriesDetail(
            id: ID(Int64(place + 1)), author: "Ayu Lestari", created: now, content: content,
            accounts: Array(accounts.prefix(2)), recurrence: recurrence, state: sample.1,
            next: sample.1 == .running ? due("2026-11-27T09:00") : nil, posts: place == 0 ? [ID(41), ID(42)] : [],
            warnings: ["X may refuse a post with the same words as an earlier one."], canChange: true)
    }

    static let slots = AccountSlots(
        account: accounts[0], zone: "Asia/Jakarta",
        slots: [Slot(.monday, minute: 540), Slot(.monday, minute: 1050), Slot(.friday, minute: 540)],
        next: due("2026-11-23T17:30"))
    static let linkTags =
        (try? LinkTags([.source: "bluesky", .medium: "social", .campaign: "natal"])) ?? .none  // it is not too long
    static let noSlots = AccountSlots(account: accounts[1], zone: "Asia/Makassar", slots: [], next: nil)

    private static let ringing: [PlatformID: AccountRinging] = [
        "x": AccountRinging(state: .rings, last: now - .minutes(5)),
        "instagram": AccountRinging(
            state: .trouble, looked: now - .hours(3),
            trouble: Settlement.Story("Instagram does not let this account do this.", do: "Connect it again.")),
        "threads": AccountRinging(state: .notSetUp), "facebook": AccountRinging(state: .unheard),
    ]

    private static let endangered = Endangered(
        count: 5,
        first: [
            .init(post: ID(12), excerpt: "Kopi baru dari <Toraja> & Flores", due: now + .days(51)),
            .init(post: ID(14), excerpt: "", due: now + .days(52)),
        ])

    static let accountDetails: [AccountDetail] =
        accounts.map { account in
            let isOut = account.state == .signedOut
            return AccountDetail(
                summary: account, connected: now - .days(40),
                tokenExpires: account.platform == "bluesky" ? nil : now + .days(isOut ? 3 : 50), isRenewed: !isOut,
                scopes: ["write"],
                scheduled: 3, published: 128, lastChecked: isOut ? nil : now - .hours(3),
                trouble: isOut
                    ? Settlement.Story(
                        "LinkedIn no longer takes this account's token.", do: "Reconnect the account.",
                        answer: "{\"code\":\"REVOKED_ACCESS_TOKEN\"}", status: 401) : nil,
                isRehearsal: account.platform == "x",
                readings: [Reading(metric: "followers", value: 1204, at: now)],
                followersBefore: Reading(metric: "followers", value: isOut ? 1210 : 1192, at: now - .days(28)),
                withoutNumbers: isOut ? Settlement.Story("The network did not give the numbers this time.") : nil,
                forecasts: isOut
                    ? []
                    : [
                        Forecast(.tokenEnds, from: now + .days(50), after: endangered),
                        Forecast(.scopesMissing(["read_insights"]), from: nil),
                    ], ringing: ringing[account.platform],
                way: account.platform == "linkedin" ? signInWays[1].way : nil)
        } + [
            AccountDetail(
                summary: AccountSummary(
                    id: ID(9), platform: "pixelfed", platformName: "Pixelfed", handle: "lama", displayName: "",
                    server: "",
                    state: .disconnected), connected: now - .days(300), tokenExpires: nil, isRenewed: false, scopes: [],
                scheduled: 0,
                published: 7, lastChecked: nil, trouble: nil, isRehearsal: false)
        ]

    /// One of each kind.
    static let options = [
        OfferedOptions(
            platform: "mastodon", name: "Mastodon",
            options: [
                PostOption(
                    "visibility", "Who may see it",
                    .choice([.init("public", "Everybody"), .init("unlisted", "Everybody, in no list")])),
                PostOption("spoiler_text", "Content warning", .text(most: 500)),
                PostOption("text_attachment", "Long text", .passage(most: 10_000)),
                PostOption("sensitive", "Blur the pictures", .flag),
                PostOption("poll", "Poll answers", .lines(2...4, most: 50)),
            ]),
        OfferedOptions(
            platform: "bluesky", name: "Bluesky",
            options: [
                PostOption(
                    "labels", "Labels",
                    .several([.init("nudity", "Nudity"), .init("graphic-media", "Blood")], most: 2),
                    about: "Whoever wants to may hide it."),
                PostOption("card", "Link card", .link),
            ]),
    ]
    static let chosen: [PlatformID: ChosenOptions] = [
        "mastodon": ChosenOptions(["visibility": ["unlisted"], "sensitive": ["yes"], "poll": ["Kopi", "Teh"]]),
        "bluesky": ChosenOptions(["labels": ["nudity"]]),
    ]

    static let offers: [NetworkOffer] = handles.map { account in
        let kind: SignInForm.Kind =
            account.0 == "mastodon" ? .serverThenRedirect : account.0 == "bluesky" ? .handleThenRedirect : .redirect
        let needsKeys = kind == .redirect
        return NetworkOffer(
            platform: account.0, name: account.1,
            form: SignInForm(
                kind: kind, scopes: ["tweet.read", "tweet.write", "offline.access"], needsAppKeys: needsKeys,
                second: account.0 == "bluesky" ? .appPassword : account.0 == "x" ? .userKeys : nil),
            options: options[0].options, hasAppKeys: account.0 == "facebook",
            redirectURL: "http://127.0.0.1:8080/connections/callback",
            isRehearsal: account.0 == "mastodon" || account.0 == "threads",
            ways: account.0 == "linkedin" ? signInWays : [])
    }

    static let signInWays = [
        WayOffer(
            way: SignInWay(
                "members", "As a person", about: "You post as yourself.", scopes: ["w_member_social"], rings: false),
            hasAppKeys: false, isUsual: true),
        WayOffer(
            way: SignInWay(
                "organisations", "For pages of organisations",
                about: "You post as pages that you administer. LinkedIn wants an app of its own for that.",
                scopes: ["rw_organization_admin"]), hasAppKeys: true, isUsual: false),
    ]

    static func offer(_ platform: PlatformID) -> NetworkOffer { offers.first { $0.platform == platform } ?? offers[0] }

    static let found = [
        FoundSummary(remoteID: "1", handle: "warungkata", displayName: "Warung Kata", alreadyConnected: true),
        FoundSummary(remoteID: "2", handle: "kedaibuku", displayName: "Kedai Buku", alreadyConnected: false),
    ]

    static let spending = [
        SpendingLine(platform: "x", unit: "post_create_url", count: 21, amount: Money(microUSD: 4_200_000)),
        SpendingLine(platform: "x", unit: "post_create", count: 143, amount: Money(microUSD: 2_145_000)),
        SpendingLine(platform: "mastodon", unit: "read", count: 12, amount: .zero),
    ]

    static let usages = [
        AppUsageDetail(
            platform: "x", name: "X",
            usage: AppUsage(
                reads: 1204, cap: 3_000_000, resets: now + .days(12), shares: [.init(app: "18201777", reads: 340)]),
            told: now - .days(1), asked: now - .hours(2),
            missing: .init("X does not tell this app what it has read.", answer: "{}", status: 403)),
        AppUsageDetail(
            platform: "x", name: "X", usage: AppUsage(reads: 3, cap: nil, resets: nil), told: nil, asked: nil,
            missing: nil),
    ]

    static let prices = [
        PriceLine(
            platform: "x", unit: "post_create", price: .costs(Money(microUSD: 15_000)), from: "2026-02-06",
            source: "docs.x.com/pricing"),
        PriceLine(
            platform: "mastodon", unit: "publish", price: .freeByPolicy, from: "2016-10-06",
            source: "docs.joinmastodon.org"),
        PriceLine(platform: "x", unit: "free_tier", price: .notSold, from: "2026-02-06", source: "docs.x.com/pricing"),
    ]

    static let members = [
        Member(user: ayu, role: .owner, joined: now - .days(200)),
        Member(user: budi, role: .editor, joined: now - .days(20)),
    ]

    static let keys = [
        APIKey(id: 1, name: "Blog", prefix: "kc_3f9a", role: .editor, made: now - .days(30), lastUsed: now - .hours(2)),
        APIKey(id: 2, name: "Uji coba", prefix: "kc_77b1", role: .writer, made: now - .days(2), lastUsed: nil),
    ]

    static let broken = Problem(
        .overBudget, "This would cost \(Money(microUSD: 210_000)); \(Money(microUSD: 4_000)) is left this month.",
        do: "Raise the budget, or schedule it for another month.")
}

extension Samples {
    static func proof(proved: Bool) -> LastProof {
        LastProof(
            deliveries: 10_000, kills: 1000, lost: proved ? 0 : 1, twice: 0, early: 0, unsettled: 0, proved: proved,
            engine: "SQLite", version: "0.1.0", seconds: 1840, seed: 42, startedAt: "2026-11-20T02:00:00Z")
    }

    static func alarm(_ voice: Voice) -> AlarmCard {
        AlarmCard(
            .init(heartbeat: true, mail: true), heartbeat: .worked(now),
            digest: .failed(since: now, why: "the server said 535 no"), voice)
    }
}
