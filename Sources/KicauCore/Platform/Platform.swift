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
    /// Does this answer say that the credits are used up from which the app's calls are paid? Nothing was taken then.
    func isUnpaid(_ reply: Reply) -> Bool
    /// From whose credits an account's calls are paid: empty for the operator's app, else a name for the account's own.
    func payer(of signedIn: SignedIn) -> String
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
