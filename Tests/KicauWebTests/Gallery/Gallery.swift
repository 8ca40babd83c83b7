import KicauCore

@testable import KicauPublish
@testable import KicauWeb

/// Every page with every block of it shown in at least one picture.
struct Gallery {
    struct Picture {
        let name: String
        let page: any Page
    }

    let speaking: Speaking
    let language: String

    var voice: Voice { Samples.voice(speaking, language) }

    func frame(_ path: String, isMember: Bool = true) -> Frame {
        Samples.visit(speaking, language: language, path: path, isMember: isMember)
    }

    var pictures: [Picture] {
        doors + workplaces + accounts + rest + pricePictures + money + whatIf + assistant + ledgers + scanPictures
    }

    private var doors: [Picture] {
        let problem = ProblemText(
            Problem(.wrongPassword, "The e-mail or the password is not right.", do: "Check both and try again."), voice)
        let stranger = frame("/sign-in?notice=signed-out", isMember: false)
        return [
            Picture(
                name: "sign-in",
                page: SignInPage(
                    frame: stranger, email: "ayu@example.id", next: "/",
                    guests: [
                        .init(name: "Ayu", role: "Owner", guestEmail: "ayu@example.id", password: "x", initial: "A")
                    ],
                    isDemo: true, problem: problem)
            ),
            Picture(
                name: "set-up",
                page: SetUpPage(
                    frame: frame("/set-up", isMember: false), name: "", email: "", workspace: "", zone: "Asia/Jakarta",
                    zones: ["Asia/Jakarta", "Asia/Makassar"], problem: problem)),
            Picture(
                name: "problem",
                page: ProblemPage(
                    frame: frame("/broken"), heading: voice.say("Something broke here"),
                    problem: ProblemText(Samples.broken, voice), requestID: "4f1c")),
        ]
    }

    private var workplaces: [Picture] {
        var composing = Composing(
            Samples.post, key: "key", at: voice.nextQuarter, zone: Samples.workspace.zone)
        composing.campaign = ID(3)
        let blank = Composing(key: "key", at: voice.nextQuarter, zone: Samples.workspace.zone)
        var now = composing
        now.when = .now
        now.repeating.rhythm = .weekly
        now.repeating.weekdays = [.friday]
        var twice = composing
        var repeats = now
        (repeats.id, repeats.when) = (nil, .later)
        repeats.repeating.rhythm = .weekly
        var slot = composing
        slot.when = .slot
        (twice.date, twice.time, twice.zone) = ("2027-10-31", "02:30", "Europe/Berlin")
        var asking = composing
        asking.options = Samples.chosen
        asking.parts[0].pictures = [Composing.Attached(Samples.video), Composing.Attached(Samples.document)]
        var asked = composing
        asked.people = Composing.People(name: "kedai", answer: Samples.foundPeople)
        var unknown = composing
        unknown.people = Composing.People(name: "tidak", answer: Samples.nobodyFound)
        var carded = composing
        carded.parts[0].pictures = []
        carded.parts[0].card = Composing.Card(Samples.card)
        var filter = PostFilter()
        filter.text = "kopi"
        filter.states = [.scheduled]
        filter.accounts = [ID(1)]
        filter.campaign = ID(3)
        return [
            Picture(name: "today", page: TodayPage(Samples.today, person: "Ayu Lestari", frame: frame("/"), voice)),
            Picture(name: "today-first", page: TodayPage(Samples.firstDay, person: "", frame: frame("/"), voice)),
            Picture(
                name: "compose",
                page: ComposePage(
                    composing, accounts: Samples.accounts, people: Samples.people, campaigns: Samples.campaigns,
                    preview: Samples.preview, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-problem",
                page: ComposePage(
                    now, accounts: Samples.accounts, preview: Samples.dearPreview, problem: Samples.broken,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-twice",
                page: ComposePage(
                    twice, accounts: Samples.accounts, hasSlots: true, preview: Samples.preview, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-repeat",
                page: ComposePage(
                    repeats, accounts: Samples.accounts, preview: Samples.preview, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-slot",
                page: ComposePage(
                    slot, accounts: Samples.accounts, preview: Samples.preview, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-options",
                page: ComposePage(
                    asking, accounts: Samples.accounts, options: Samples.options, preview: Samples.preview,
                    problem: nil, frame: frame("/compose"), voice)),
            Picture(
                name: "compose-people",
                page: ComposePage(
                    asked, accounts: Samples.accounts, people: Samples.people, preview: Samples.preview,
                    problem: nil, frame: frame("/compose"), voice)),
            Picture(
                name: "compose-nobody",
                page: ComposePage(
                    unknown, accounts: Samples.accounts, people: Samples.people, preview: Samples.preview,
                    problem: nil, frame: frame("/compose"), voice)),
            Picture(
                name: "compose-card",
                page: ComposePage(
                    carded, accounts: Samples.accounts, showsCards: true, preview: Samples.preview, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-blank",
                page: ComposePage(
                    blank, accounts: Samples.accounts, showsCards: true, preview: nil, problem: nil,
                    frame: frame("/compose"), voice)),
            Picture(
                name: "compose-first",
                page: ComposePage(blank, accounts: [], preview: nil, problem: nil, frame: frame("/compose"), voice)),
            calendar("calendar", "month=2026-11"), calendar("calendar-week", "week=2026-11-23"),
            calendar("calendar-day", "day=2026-11-23"),
            calendar("calendar-empty", "month=2027-03"),
            Picture(
                name: "posts",
                page: PostsPage(
                    Listing(items: Samples.summaries, next: "after 44", total: 128), filter: PostFilter(),
                    accounts: Samples.accounts, campaigns: Samples.campaigns, frame: frame("/posts"), voice)),
            Picture(
                name: "posts-none",
                page: PostsPage(
                    Listing(items: [], next: nil, total: 0), filter: filter, accounts: Samples.accounts,
                    campaigns: Samples.campaigns, frame: frame("/posts"), voice)),
            Picture(
                name: "posts-first",
                page: PostsPage(
                    Listing(items: [], next: nil, total: 0), filter: PostFilter(), accounts: [],
                    frame: frame("/posts"), voice)),
            Picture(name: "post", page: PostPage(Samples.post, frame: frame("/posts/41?notice=scheduled"), voice)),
            Picture(name: "post-twice", page: PostPage(Samples.twice, frame: frame("/posts/48"), voice)),
            Picture(name: "post-kept", page: PostPage(Samples.kept, frame: frame("/posts/49"), voice)),
            Picture(name: "post-empty", page: PostPage(Samples.emptyDraft, frame: frame("/posts/47"), voice)),
            Picture(
                name: "record",
                page: RecordPage(Samples.record, of: Samples.post, frame: frame("/posts/41/receipt"), voice)),
            Picture(
                name: "record-empty",
                page: RecordPage(Samples.emptyRecord, of: Samples.draft, frame: frame("/posts/46/receipt"), voice)),
            Picture(
                name: "giving-way",
                page: GivingWayPage(
                    Samples.giving, standings: Samples.standings, accounts: Samples.accounts, canSet: true,
                    problem: Samples.broken,
                    frame: frame("/budget/giving-way"), voice)),
            Picture(
                name: "giving-way-looked-at",
                page: GivingWayPage(
                    Samples.giving, standings: Samples.standings, accounts: Samples.accounts, canSet: false,
                    frame: frame("/budget/giving-way"), voice)),
            Picture(name: "post-draft", page: PostPage(Samples.draft, frame: frame("/posts/46"), voice)),
        ]
    }

    private func calendar(_ name: String, _ query: String) -> Picture {
        let span = CalendarSpan(Form(urlEncoded: query), today: voice.wall(voice.now))
        let posts = query.contains("2027") ? [] : Samples.summaries
        let days = span.days.map { day in
            let due = posts.filter { post in post.due.map { voice.wall($0.instant).dayText } == day.dayText }
            let more = due.isEmpty ? 0 : 3
            return CalendarDay(posts: due, more: more, moreInNeed: more / 3)
        }
        return Picture(
            name: name,
            page: CalendarPage(
                span, days: days, filter: PostFilter(), accounts: Samples.accounts, campaigns: Samples.campaigns,
                frame: frame("/calendar"), voice))
    }

    private var accounts: [Picture] {
        func connect(_ platform: PlatformID, _ problem: Problem? = nil) -> Picture {
            Picture(
                name: "connect-\(platform)",
                page: ConnectPage(
                    Samples.offer(platform), by: Samples.offer(platform).ways.last,
                    bell: platform == "facebook"
                        ? NetworkBell(url: "https://kicau.example/hooks/facebook", word: "a-word-to-say") : nil,
                    form: Form(), problem: problem, frame: frame("/accounts/new"), voice))
        }
        return [
            Picture(
                name: "accounts",
                page: AccountsPage(Samples.accountDetails, canConnect: true, frame: frame("/accounts"), voice)),
            slots("slots", Samples.slots, nil, canSave: true),
            slots("slots-none", Samples.noSlots, Samples.broken, canSave: false),
            Picture(name: "accounts-none", page: AccountsPage([], canConnect: true, frame: frame("/accounts"), voice)),
            Picture(name: "networks", page: NetworksPage(Samples.offers, frame: frame("/accounts/new"), voice)),
            connect("mastodon", Samples.broken), connect("bluesky", Samples.broken), connect("facebook"), connect("x"),
            connect("threads"), connect("linkedin"),
            Picture(
                name: "leaving",
                page: LeavingPage(
                    frame: frame("/accounts/new"), target: "https://mastodon.example/oauth/authorize?a=1&b=2",
                    host: "mastodon.example")),
            Picture(name: "choose", page: ChoosePage("c1", Samples.found, frame: frame("/accounts"))),
        ]
    }

    private func slots(_ name: String, _ slots: AccountSlots, _ problem: Problem?, canSave: Bool) -> Picture {
        Picture(
            name: name,
            page: SlotsPage(
                slots, form: SlotsForm(slots), problem: problem, canSave: canSave, frame: frame("/accounts/1/slots"),
                voice))
    }

    private func inbox(
        _ name: String, _ listing: InboxListing, isDone: Bool = false, account: AccountID? = nil,
        tried: TriedAnswer? = nil
    ) -> Picture {
        var filter = InboxFilter()
        filter.isDone = isDone
        filter.accounts = account.map { [$0] } ?? []
        return Picture(
            name: name,
            page: InboxPage(
                listing, filter: filter, accounts: Samples.accounts, tried: tried,
                rights: .init(mayAnswer: true, maySort: true, key: "key"), frame: frame("/inbox"), voice))
    }

    private var rest: [Picture] {
        [
            inbox(
                "inbox", Samples.inbox,
                tried: TriedAnswer(item: ID(1), text: "Pukul tujuh", problem: Samples.broken)),
            Picture(
                name: "snippets",
                page: SnippetsPage(
                    Snippets(texts: ["jam-buka": "Kami buka pukul 7–21.", "alamat": "Jalan Melati 7"]),
                    typed: ("Jam", "x"), problem: Samples.broken, canSave: true, frame: frame("/settings/snippets"),
                    voice)),
            Picture(
                name: "snippets-none",
                page: SnippetsPage(
                    .none, problem: nil, canSave: false, frame: frame("/settings/snippets"), voice)),
            inbox("inbox-done", Samples.doneInbox, isDone: true),
            inbox("inbox-empty", Samples.emptyInbox, account: ID(1)),
            inbox("inbox-nothing-done", Samples.emptyInbox, isDone: true),
            Picture(
                name: "link-tags",
                page: LinkTagsPage(
                    AccountLinkTags(account: Samples.accounts[0], tags: Samples.linkTags),
                    form: LinkTagsForm(Samples.linkTags), problem: nil, canSave: true,
                    frame: frame("/accounts/1/links"), voice)),
            Picture(
                name: "link-tags-none",
                page: LinkTagsPage(
                    AccountLinkTags(account: Samples.accounts[0], tags: .none), form: LinkTagsForm(.none),
                    problem: Problem(.tooLong, "utm_source has 101 characters; 100 are the most.", do: "Shorten it."),
                    canSave: false, frame: frame("/accounts/1/links"), voice)),
            Picture(
                name: "budget",
                page: BudgetPage(
                    Samples.board, spending: Samples.spending,
                    usages: Samples.usages, names: ["x": "X", "mastodon": "Mastodon"], canSet: true, canAsk: true,
                    frame: frame("/budget"), voice)),
            Picture(
                name: "budget-none",
                page: BudgetPage(
                    Samples.bareBoard, spending: [], usages: [], names: [:], canSet: false, canAsk: false,
                    frame: frame("/budget"), voice)),
            Picture(
                name: "limits",
                page: LimitsPage(Samples.limits, canSet: true, frame: frame("/budget/limits"), voice)),
            Picture(
                name: "limits-none", page: LimitsPage([], canSet: false, frame: frame("/budget/limits"), voice)),
            Picture(
                name: "settings",
                page: SettingsPage(
                    Samples.owner, members: Samples.members, keys: Samples.keys, newKey: Redacted("kc_example_key"),
                    digest: DigestForm(
                        (hour: 6, language: "id"), languages: frame("/settings").languages, zone: "Asia/Jakarta",
                        voice), frame: frame("/settings"), voice)),
            Picture(
                name: "settings-no-keys",
                page: SettingsPage(
                    Samples.owner, members: Samples.members, keys: [], newKey: nil, digest: nil,
                    frame: frame("/settings"), voice)),
            Picture(name: "series", page: SeriesPage(Samples.series, frame: frame("/series"), voice)),
            Picture(name: "series-none", page: SeriesPage([], frame: frame("/series"), voice)),
            status("status", .proof(Samples.proof(proved: true))),
            status("status-not-proved", .proof(Samples.proof(proved: false))), status("status-no-proof", .none),
            status("status-odd-proof", .unreadable),
        ]
    }

    private func status(_ name: String, _ proof: LastProof.Found) -> Picture {
        Picture(
            name: name,
            page: StatusPage(
                frame: frame("/status"), version: "0.1.0", address: "http://127.0.0.1:8080",
                now: voice.moment(voice.now), networks: [StatusPage.Network(mark: "x", name: "X")],
                proof: ProofCard(proof, folder: "./kicau-data", voice), alarm: Samples.alarm(voice)))
    }
}
