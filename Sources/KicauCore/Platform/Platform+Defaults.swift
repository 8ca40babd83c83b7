/// What a network offers that says nothing else.
extension Platform {
    public func billed(_ unit: MeterUnit, in reply: Reply) -> [MeterUnit] { [unit] }

    /// Payment Required: a server whose keeper has not paid says it too (RFC 9110, 15.5.3).
    public func isUnpaid(_ reply: Reply) -> Bool { reply.status == 402 }

    public func payer(of signedIn: SignedIn) -> String { "" }

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
