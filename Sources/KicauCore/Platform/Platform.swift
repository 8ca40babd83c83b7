/// A network: its rules, its rendering, and the calls it takes. One folder of KicauPlatforms each.
///
/// Connectors answer, they do not throw: every way a call can end is a case of what they return.
public protocol Platform: Sendable {
    var id: PlatformID { get }
    /// As people write it: "X", "LinkedIn".
    var name: String { get }
    var rules: PlatformRules { get }

    // Rendering: pure.
    func render(_ post: Post, for account: Account, at due: Instant) -> Rendered
    /// The steps of a delivery, in order; exactly one commit a part.
    func steps(for rendition: Rendition) -> [Step]

    // Money: pure.
    /// What the network charges for an answer; what was asked for, unless it bills what comes back.
    func billed(_ unit: MeterUnit, in reply: Reply) -> [MeterUnit]
    /// What its readings of an account are priced by.
    func readingUnits(for account: Account) -> ReadingUnits

    // Limits: pure.
    /// The windows in which it counts calls, as far as its papers name them.
    var quotas: [QuotaRule] { get }
    /// Those in which it counts this call. Empty: none, or nobody knows.
    func quotas(for call: Call) -> [QuotaRule]
    /// What an answer says of them.
    func sightings(in reply: Reply, to call: Call) -> [QuotaSighting]

    // Sending.
    /// Carries one reversible step. `before` is what an earlier `working` or `ready` answer of this step gave.
    func prepare(_ errand: Errand, before: [String: JSONValue]?, via line: any Line) async -> Preparation
    /// Makes the one visible call of a part.
    func commit(_ errand: Errand, via line: any Line) async -> Outcome
    /// Looks whether a commit in doubt has happened.
    func look(_ errand: Errand, doubt: Doubt, via line: any Line) async -> Finding
    /// What a person found, by the address they paste: enough for the part that answers it. Nil: the address does not
    /// tell, or not to this network's API.
    func receipt(of link: String, for account: Account) -> Receipt?
    /// Where a person writes it on the network by hand, filled in as far as the network lets us. Pure. Nil: nowhere we know.
    func composer(for part: RenderedPart, of account: Account) -> ComposerLink?
    /// Reads a published part back: is it still there, and as it was sent? One call, priced like any other.
    func read(_ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line) async -> Reread
    /// Asks how an account is doing: who follows it, and how much it has published.
    func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers
    /// Asks what the developer app has used of what it may: nobody's account, the operator's own keys.
    func usage(of app: AppKeys, via line: any Line) async -> UsageAnswer
    /// The words of a part as its author would write them, to begin from when they are changed.
    func written(_ part: RenderedPart) -> String
    /// What readers see of a part besides its text, pictures and card. Pure.
    func trimmings(of part: RenderedPart) -> Trimmings
    /// Can what this account has published be taken off again? Pure.
    func canDelete(for account: Account) -> Bool
    /// Takes a published part off the network. Already gone counts as done.
    func delete(_ receipt: Receipt, of signedIn: SignedIn, via line: any Line) async -> Deletion
    /// Puts other words in the place of a published part's; its pictures and videos stay.
    func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition

    // The inbox.
    /// Reads what was said to an account since its mark.
    func listen(_ listening: Listening, via line: any Line) async -> Heard
    func act(_ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line) async -> DeedEnd
    /// Checks and reads a call that the network made to us. Pure. `word` is what the operator gave the network to say.
    /// Nil: this network makes none.
    func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked?
    /// Can what a hint points at be read as this account? Pure. If not, hints for it are not kept.
    func takesHints(for account: Account) -> Bool
    /// Reads what a hint points at: one call.
    func hear(_ hint: Hint, of signedIn: SignedIn, now: Instant, via line: any Line) async -> HintEnd
    /// Asks the network whether it rings for this account.
    func subscription(of signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription
    /// Asks the network to ring for this account. May be done again without harm.
    func subscribe(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription

    // Mentions.
    /// Which way people can be looked for as this account.
    func peopleSearch(for account: Account) -> PeopleSearch
    /// Looks for people: one call. `name` is without the sign.
    func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound
    /// Why a handle in a text, without its sign, can mean nobody here. Pure. Nil: it may be somebody's.
    func stray(_ handle: String, for account: Account) -> StrayMention?

    // Signing in.
    var signIn: SignInForm { get }
    /// The way in that an account was connected by, of those in `signIn`. Pure. Nil: there is only one.
    func way(of account: Account) -> String?
    /// Begins: gives an address to send the person to, or (with an app password) the accounts at once.
    func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart
    /// Ends: trades the code the browser came back with for accounts.
    func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount]
    func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed
    /// Tells the network that we are done with the token. Our copy is gone already, whatever comes of this.
    func signOut(_ signedIn: SignedIn, now: Instant, via line: any Line) async
    /// What this Kicau tells of itself to a network that asks the client's own address who it is. Nil: none asks.
    func clientDocument(redirect: String, app: AppKeys) -> JSONValue?
    /// What was not allowed, of all that connecting asks for today.
    func missingScopes(among granted: [String], of account: Account) -> [String]
    /// The version of its API, as the operator's options have it; nil: it has none that ends.
    func version(spokenBy options: [String: String]) -> APIVersion?
    /// Asks the network whose token this is: the check behind `kicau doctor` and the accounts page.
    func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity

    // Servers of their own.
    /// What an account's server announces of itself, for its traits; asked each day. Empty: nothing, or not just now.
    func announced(to signedIn: SignedIn, via line: any Line) async -> [String: JSONValue]
    /// What this account may be asked for, of all that `rules` name. Pure.
    func options(for account: Account) -> [PostOption]
}

extension Platform {
    public func billed(_ unit: MeterUnit, in reply: Reply) -> [MeterUnit] { [unit] }

    public func readingUnits(for account: Account) -> ReadingUnits { .usual }

    public var quotas: [QuotaRule] { [] }

    public func quotas(for call: Call) -> [QuotaRule] { [] }

    public func sightings(in reply: Reply, to call: Call) -> [QuotaSighting] { [] }

    public func composer(for part: RenderedPart, of account: Account) -> ComposerLink? { nil }

    public func receipt(of link: String, for account: Account) -> Receipt? { nil }

    /// A network whose API shows nothing back has nothing to say here.
    public func read(
        _ published: PublishedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Reread {
        .notOffered
    }

    public func count(_ signedIn: SignedIn, via line: any Line) async -> Numbers { .none }

    /// On most networks a reader sees what was written.
    public func written(_ part: RenderedPart) -> String { part.shownText }

    public func trimmings(of part: RenderedPart) -> Trimmings { Trimmings() }

    public func canDelete(for account: Account) -> Bool { rules.canDelete }

    public func usage(of app: AppKeys, via line: any Line) async -> UsageAnswer { .notOffered }

    public func edit(
        _ published: PublishedPart, to part: RenderedPart, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> Edition {
        .notOffered
    }

    public func listen(_ listening: Listening, via line: any Line) async -> Heard { .notOffered }

    public func act(
        _ deed: Deed, on said: Said, of signedIn: SignedIn, now: Instant, via line: any Line
    ) async -> DeedEnd {
        .notOffered
    }

    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? { nil }

    public func takesHints(for account: Account) -> Bool { false }

    public func hear(_ hint: Hint, of signedIn: SignedIn, now: Instant, via line: any Line) async -> HintEnd {
        .nothing
    }

    public func subscription(of signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        .notOffered
    }

    public func subscribe(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Subscription {
        .notOffered
    }

    public func way(of account: Account) -> String? { nil }

    public func signOut(_ signedIn: SignedIn, now: Instant, via line: any Line) async {}

    public func clientDocument(redirect: String, app: AppKeys) -> JSONValue? { nil }

    public func missingScopes(among granted: [String], of account: Account) -> [String] {
        Scopes.missing(signIn.scopes, among: granted)
    }

    public func version(spokenBy options: [String: String]) -> APIVersion? { nil }

    public func announced(to signedIn: SignedIn, via line: any Line) async -> [String: JSONValue] { [:] }

    public func options(for account: Account) -> [PostOption] { rules.options }
}

public enum Scopes {
    /// "write" covers "write:media". Of a token that came without any list nothing can be said.
    public static func missing(_ needed: [String], among granted: [String]) -> [String] {
        guard !granted.isEmpty else { return [] }
        return needed.filter { scope in
            !granted.contains(scope) && !granted.contains { scope.hasPrefix($0 + ":") }
        }
    }
}

/// What a network takes and promises: the forms, the CLI and the API schema are drawn from it.
public struct PlatformRules: Sendable {
    public let textLimit: Fact<Int>
    public let maxPictures: Fact<Int>
    public let maxAltLength: Int
    /// Nil: it takes no videos, or none from us.
    public let videos: VideoRules?
    /// Nil: it takes no documents, or none from us.
    public let documents: DocumentRules?
    public let needsPicture: Bool
    public let canThread: Bool
    /// Does the first commit write a whole thread?
    public let threadsAtOnce: Bool
    public let canFirstComment: Bool
    /// For every account; where it hangs on the account, `Platform.canDelete(for:)` says more.
    public let canDelete: Bool
    /// Can other words be put in a published part's place?
    public let canEdit: Bool
    /// Nil: what is said to an account cannot be read.
    public let inbox: InboxRules?
    /// Does it show the card that comes with a post? Others fetch the linked page themselves.
    public let showsCards: Bool
    /// Does the network fetch pictures by URL, so that a public media address is needed?
    public let fetchesMedia: Bool
    /// How long a request the network has taken in may still take effect (L of the delivery protocol).
    public let settleTime: Duration
    /// What absence is worth after the quiet period.
    public let absence: AbsenceProof
    /// Does the network refuse words it has had from the same account before?
    public let refusesRepeats: Bool
    /// Refresh when this much of the token's life is used, in percent.
    public let refreshAtPercent: Int
    public let sendLimits: [SendLimit]
    /// How often an account is counted: less often where that costs money.
    public let countsEvery: Duration
    /// Does it tell what a developer app has used?
    public let tellsUsage: Bool
    /// What an author may ask for beyond text and pictures.
    public let options: [PostOption]
    /// How long before it is due a delivery's uploads and containers begin, so that the commit falls on its second.
    public let stagingLead: Duration

    public init(
        textLimit: Fact<Int>, maxPictures: Fact<Int>, maxAltLength: Int, videos: VideoRules? = nil,
        documents: DocumentRules? = nil,
        needsPicture: Bool = false, canThread: Bool, threadsAtOnce: Bool = false,
        canFirstComment: Bool, canDelete: Bool, canEdit: Bool = false, inbox: InboxRules? = nil,
        showsCards: Bool = false, fetchesMedia: Bool = false, settleTime: Duration,
        absence: AbsenceProof, refusesRepeats: Bool = false, refreshAtPercent: Int = 75,
        sendLimits: [SendLimit] = [], countsEvery: Duration = .days(1), tellsUsage: Bool = false,
        options: [PostOption] = [],
        stagingLead: Duration = .seconds(60)
    ) {
        self.textLimit = textLimit
        self.maxPictures = maxPictures
        self.maxAltLength = maxAltLength
        self.videos = videos
        self.documents = documents
        self.needsPicture = needsPicture
        self.canThread = canThread
        self.threadsAtOnce = threadsAtOnce
        self.canFirstComment = canFirstComment
        self.canDelete = canDelete
        self.canEdit = canEdit
        self.inbox = inbox
        self.showsCards = showsCards
        self.fetchesMedia = fetchesMedia
        self.settleTime = settleTime
        self.absence = absence
        self.refusesRepeats = refusesRepeats
        self.refreshAtPercent = refreshAtPercent
        self.sendLimits = sendLimits
        self.countsEvery = countsEvery
        self.tellsUsage = tellsUsage
        self.options = options
        self.stagingLead = stagingLead
    }
}

extension PlatformRules {
    /// Videos take their time: here to be encoded, there to be looked through; a document may be as large. Many
    /// pictures take theirs.
    public func stagingLead(for rendition: Rendition) -> Duration {
        let media = rendition.parts.flatMap(\.media)
        let lead = max(stagingLead, .seconds(5 * media.count))
        return media.contains { $0.original.isVideo || $0.original.isDocument } ? max(lead, .minutes(15)) : lead
    }
}

/// What "it was not seen" is worth on a network, once the quiet period has passed.
public enum AbsenceProof: String, Sendable, Codable {
    /// One look proves it (a record key, a container's state), and then says "absent"; "not seen" proves nothing.
    case certain
    /// Two looks, a minute apart, are taken as proof (one's own server).
    case twoLooks
    /// It proves nothing: a person is asked, unless the workspace allows sending again after two looks.
    case weak
}

/// How taking a post off the network ended.
public enum Deletion: Sendable, Hashable {
    case deleted
    case refused(Refusal)
    case postponed(until: Instant, Postponement)
    case signedOut(Refusal)
    case unknown(Trace)
    /// This network's API cannot delete; the person has to, by hand.
    case notOffered
}
