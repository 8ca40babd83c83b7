import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

/// What the networks say they charged and counted, beside what Kicau booked and counted.
struct BillsPage: Page {
    static let template = "bills"

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let bills: [BillLine]
    let hasBills: Bool
    let counts: [ReadsCard]
    let hasCounts: Bool
    let canAsk: Bool
    let form: FigureForm?

    init(
        _ checks: [(figure: BillFigure, check: BillCheck)], reads: [ReadsDetail], payees: [PlatformID],
        typed: TypedFigure = TypedFigure(), problem: Problem? = nil, names: [PlatformID: String], canEnter: Bool,
        canAsk: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .ledger, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        bills = checks.map { BillLine($0.figure, $0.check, names, canEnter: canEnter, voice) }
        hasBills = !bills.isEmpty
        counts = reads.map { ReadsCard($0, voice) }
        hasCounts = !counts.isEmpty
        self.canAsk = canAsk
        form = canEnter ? FigureForm(payees, typed, names, voice) : nil
    }
}

/// One bill beside the ledger.
struct BillLine: Sendable {
    struct Booking: Sendable {
        let platform: String
        let month: String
        let difference: Int64
        let amount: String
    }

    let network: String
    let networkName: String
    let month: String
    let theirs: String
    let ours: String
    let difference: String
    let badge: Badge
    let entered: String
    let reasons: [String]
    let hasReasons: Bool
    /// Nil: they say the same, or this reader may not book.
    let booking: Booking?

    init(
        _ figure: BillFigure, _ check: BillCheck, _ names: [PlatformID: String], canEnter: Bool, _ voice: Voice
    ) {
        network = Networks.mark(check.platform)
        networkName = voice.networkName(check.platform, names)
        month = WallFields(check.month + "-01T00:00").map(voice.monthAndYear) ?? check.month
        theirs = voice.money(check.theirs)
        ours = voice.money(check.ours)
        difference = voice.money(check.difference)
        badge = BillLine.badge(check, voice)
        entered = [voice.say("Entered by \(figure.enteredBy)"), figure.note].filter { !$0.isEmpty }.joined(
            separator: " · ")
        reasons = check.reasons.map { voice.say($0.inWords) }
        hasReasons = !reasons.isEmpty
        booking =
            canEnter && check.difference != .zero
            ? Booking(
                platform: check.platform.raw, month: check.month, difference: check.difference.microUSD,
                amount: voice.money(check.difference)) : nil
    }

    private static func badge(_ check: BillCheck, _ voice: Voice) -> Badge {
        if check.difference == .zero { return Badge(word: voice.say("They say the same"), tone: "good") }
        return check.isWorthAWord
            ? Badge(word: voice.say("They differ"), tone: "alert")
            : Badge(word: voice.say("Nearly the same"), tone: "calm")
    }
}

/// What one network counted of the app's reads, day by day.
struct ReadsCard: Sendable {
    struct Day: Sendable {
        let day: String
        let theirs: String
        let ours: String
        let difference: String
        let tone: String
    }

    let network: String
    let networkName: String
    let heading: String
    let told: Moment?
    let days: [Day]
    let hasDays: Bool
    let reasons: [String]
    let hasReasons: Bool
    let missing: StoryText?

    init(_ detail: ReadsDetail, _ voice: Voice) {
        network = Networks.mark(detail.platform)
        networkName = detail.name
        heading = voice.say("Reads that \(detail.name) counted, by day of UTC")
        told = detail.told.map(voice.moment)
        // Newest first, and only days on which anything was read.
        days = detail.days.filter { $0.theirs != 0 || $0.ours != 0 }.reversed().map { day in
            Day(
                day: day.day, theirs: voice.number(day.theirs), ours: voice.number(day.ours),
                difference: voice.number(day.difference), tone: day.isWorthAWord ? "alert" : "")
        }
        hasDays = !days.isEmpty
        let all = Set(detail.days.filter(\.isWorthAWord).flatMap(\.reasons))
        reasons = BillCheck.Reason.allCases.filter(all.contains).map { voice.say($0.inWords) }
        hasReasons = !reasons.isEmpty
        missing = detail.missing.map { StoryText($0, voice) }
    }
}

extension BillCheck.Reason {
    var inWords: Sentence {
        switch self {
        case .otherZone: "The network's month may begin in another time zone, or on another day."
        case .sameDayReading: "The network may not charge a post that is read twice on one day of UTC."
        case .mostThatCanCome: "A reading may have brought less than it could, and the network charges what came."
        case .inDoubt: "A call whose answer never came is booked as paid; the network may not have got it."
        case .otherPrograms: "Another program, or a person, may use the same app at the network."
        case .newPrices: "The network's prices may have changed: look at the page Prices."
        case .feesAndTaxes: "The bill may hold fees or taxes that are no calls."
        }
    }
}
