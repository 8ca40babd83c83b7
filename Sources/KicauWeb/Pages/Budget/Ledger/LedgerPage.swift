import Hummingbird
import KicauCore
import KicauMeter

/// The double-entry ledger as a person reads it: accounts, bookings, payments.
struct LedgerPage: Page {
    static let template = "ledger"

    struct Account: Sendable {
        let name: String
        let path: String
        /// "depth-1": how far it stands in.
        let depth: String
        let moved: String
        let balance: String
    }

    struct Standing: Sendable {
        let network: String
        let networkName: String
        let sum: String
        let lasts: String
        let tone: String
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let month: String
    let previousPath: String
    /// Nil: it is still to come.
    let nextMonthPath: String?
    let standings: [Standing]
    let hasStandings: Bool
    let accounts: [Account]
    /// Which account is shown alone; nil: all.
    let account: String?
    let wholePath: String
    let bookings: [BookingLine]
    let isEmpty: Bool
    let count: String
    let morePath: String?
    let form: PaymentForm?
    let formats: [ChoiceLine]
    let from: String
    let to: String

    init(_ view: LedgerView, names: [PlatformID: String], canEnter: Bool, frame: Frame, _ voice: Voice) {
        let sheet = view.sheet
        self.frame = frame
        tabs = MoneyTabs(at: .ledger, voice)
        problem = view.problem.map { ProblemText($0, voice) }
        month = WallFields(sheet.month + "-01T00:00").map(voice.monthAndYear) ?? sheet.month
        previousPath = "/budget/ledger?month=\(Months.before(sheet.month, 1))"
        let following = Months.following(sheet.month)
        nextMonthPath = sheet.span.to <= voice.now ? "/budget/ledger?month=\(following)" : nil
        standings = view.prepaid.map { Standing($0, names, voice) }
        hasStandings = !standings.isEmpty
        accounts = AccountTree(view.balances).branches.map { Account($0, month: sheet.month, voice) }
        account = view.question.account
        wholePath = "/budget/ledger?month=\(sheet.month)"
        bookings = sheet.bookings.map { BookingLine($0, names: names, canEnter: canEnter, voice) }
        isEmpty = bookings.isEmpty
        count = voice.counted(sheet.total, one: "1 booking", many: { "\($0) bookings" })
        let filter = view.question.account.map { "&account=\(Links.query($0))" } ?? ""
        morePath = sheet.next.map { "/budget/ledger?month=\(sheet.month)\(filter)&after=\($0)" }
        form = canEnter ? PaymentForm(view.payees, typed: view.typed, names, voice) : nil
        formats = LedgerExport.Format.allCases.map { ChoiceLine(value: $0.rawValue, name: voice.say($0.inWords)) }
        from = sheet.month + "-01"
        to = voice.wall(sheet.span.to - .milliseconds(1)).dayText
    }
}

/// What the ledger's page shows.
struct LedgerView: Sendable {
    var question = LedgerQuestion()
    var sheet: LedgerSheet
    var balances: [AccountBalance]
    var prepaid: [Prepaid]
    var payees: [PlatformID]
    var typed = TypedPayment()
    var problem: Problem?
}

extension LedgerPage.Account {
    fileprivate init(_ branch: AccountTree.Branch, month: String, _ voice: Voice) {
        name = branch.account.parts.last ?? ""
        path = "/budget/ledger?month=\(month)&account=\(Links.query(branch.account.name))"
        depth = "depth-\(min(branch.depth, 4))"
        moved = voice.money(branch.moved)
        balance = voice.money(branch.balance)
    }
}

extension LedgerPage.Standing {
    fileprivate init(_ prepaid: Prepaid, _ names: [PlatformID: String], _ voice: Voice) {
        network = Networks.mark(prepaid.platform)
        networkName = voice.networkName(prepaid.platform, names)
        sum =
            prepaid.balance > .zero
            ? voice.say("\(voice.money(prepaid.balance)) left of what was paid")
            : voice.say("\(voice.money(.zero - prepaid.balance)) used and not entered as paid")
        lasts =
            prepaid.lasts.map { voice.counted($0, one: "lasts about 1 day", many: { "lasts about \($0) days" }) }
            ?? voice.say("\(voice.money(prepaid.used)) used in 28 days")
        tone = prepaid.isShort ? "alert" : "quiet"
    }
}

extension LedgerExport.Format {
    fileprivate var inWords: Sentence {
        switch self {
        case .csv: "Table (CSV)"
        case .hledger: "hledger"
        case .beancount: "beancount"
        }
    }
}
