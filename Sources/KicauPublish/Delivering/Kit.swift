public import KicauCore
public import KicauMeter
public import KicauStore
public import Logging

/// What carrying a delivery needs; made once by the executable.
public struct Kit: Sendable {
    package let store: Store
    let platforms: [PlatformID: any Platform]
    let line: any Line
    /// To pages that anybody may name: it reaches public addresses only, whichever networks are let through.
    let pages: any Line
    let prices: PriceShelf
    let vault: Vault
    let media: MediaRoom
    let time: any TimeSource
    let pace: Pace
    let log: Logger
    /// Unguessable names for holds, keys and states.
    let makeName: @Sendable () -> String
    /// What the operator says of the networks' own versions and dialects, by the connectors' names: "linkedinVersion".
    let networkOptions: [String: String]
    let bell: Bell
    /// Rings when somebody may have said something.
    let listening: Bell
    let pulse: Pulse
    let alarm: AlarmStanding
    public let metrics: Metrics
    let rounds: Rounds
    let lookUps: LookUps
    let pagesRead = PagesRead()
    let freeCalls = FreeCalls()
    let quotas: QuotaDesk
    let credits: CreditDesk
    let scanning: Scanning

    public init(
        store: Store, platforms: [any Platform], line: any Line, prices: PriceShelf, vault: Vault, media: MediaRoom,
        time: any TimeSource, pace: Pace, log: Logger, networkOptions: [String: String] = [:], pages: any Line,
        scanning: ScanGround = .off, makeName: @escaping @Sendable () -> String
    ) {
        self.store = store
        self.platforms = Dictionary(platforms.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.line = line
        self.pages = pages
        self.prices = prices
        self.vault = vault
        self.media = media
        self.time = time
        self.pace = pace
        self.log = log
        self.makeName = makeName
        self.networkOptions = networkOptions
        self.scanning = Scanning(ground: scanning)
        bell = Bell()
        listening = Bell()
        pulse = Pulse()
        alarm = AlarmStanding()
        metrics = Metrics()
        lookUps = LookUps()
        quotas = QuotaDesk(store: store, time: time, metrics: metrics)
        credits = CreditDesk(store: store, time: time, log: log)
        rounds = Rounds(store: store, time: time, pace: pace, pulse: pulse)
    }

    func platform(_ id: PlatformID) throws(Problem) -> any Platform {
        guard let platform = platforms[id] else {
            throw Problem(
                .notFound, "This Kicau does not know a network called \(id).",
                do: "Use one of \(platforms.keys.map(\.raw).sorted().joined(separator: ", ")).", field: "platform")
        }
        return platform
    }

    /// What so many units cost a workspace, under the plan that it pays for.
    /// - Throws: `Problem` `.unknownPrice` or `.notSoldAnyMore`.
    func fare(
        for units: [MeterUnit], on platform: PlatformID, of workspace: Workspace, at instant: Instant
    ) throws(Problem) -> Fare {
        try prices.books.fare(for: units, on: platform, under: workspace.plans[platform.raw], at: instant)
    }

    /// What each network takes in a span of time.
    var sendLimits: [PlatformID: [SendLimit]] { platforms.mapValues(\.rules.sendLimits) }

    /// How long a network may take to show what it has accepted; nil: this Kicau does not know it.
    func settleTime(of platform: PlatformID) -> Duration? { platforms[platform]?.rules.settleTime }

    /// - Parameters:
    ///   - account: whose calls they are, and whose budget they count towards.
    ///   - work: what they are made for, and so how far they may use a budget.
    ///   - haste: how long they may wait when the network is nearly used up.
    func metered(
        for workspace: Workspace, platform: PlatformID, account: ID<Account>? = nil, covered: Set<String> = [],
        work: WorkClass, haste: QuotaHaste = .asked
    ) -> MeteredLine {
        let till = Till(
            store: store, prices: prices, workspace: workspace, account: account, work: work,
            networkName: platforms[platform]?.name, freeCalls: freeCalls, time: time, makeName: makeName)
        let counted = CountedLine(line: line, platform: platform, metrics: metrics, time: time)
        guard let known = platforms[platform] else {
            return MeteredLine(counted, till: till, platform: platform, covered: covered)
        }
        let bound = QuotaLine(counted, on: known, of: account, haste: haste, desk: quotas, time: time)
        // Whoever is only signing in may bring an app of their own.
        guard let account else {
            return MeteredLine(bound, till: till, platform: platform, covered: covered, billed: known.billed)
        }
        let paid = CreditLine(line: bound, kit: self, platform: known, workspace: workspace, account: account)
        return MeteredLine(paid, till: till, platform: platform, covered: covered, billed: known.billed)
    }
}
