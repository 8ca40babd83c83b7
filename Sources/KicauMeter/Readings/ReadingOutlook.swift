public import KicauCore
public import KicauStore

/// What comes of one kind of an account's readings under some prices.
public struct ReadingFate: Sendable, Hashable {
    /// Why, and from which day of the UTC calendar on, they are not made any more.
    public enum End: Sendable, Hashable {
        /// The network does not sell them any more, or nobody knows their price.
        case stops(Day, Sentence)
        /// A budget, or what the plan has in it, is not enough.
        case runsOut(Day, Sentence)

        public var day: Day {
            switch self {
            case .stops(let day, _), .runsOut(let day, _): day
            }
        }
    }

    public let account: ID<Account>
    public let platform: PlatformID
    public let handle: String
    public let kind: ReadingKind
    /// So many lie ahead.
    public internal(set) var planned = 0
    public internal(set) var made = 0
    /// Of those that are made, by month in the workspace's zone.
    var costs: [String: Money] = [:]
    /// From that day on they are made less often, because a budget is on its way to where they stop; nil: never.
    public internal(set) var thinnedFrom: Day?
    /// The first time that some cannot be made; nil: all can.
    public internal(set) var end: End?

    /// Of those that are made.
    public var cost: Money { costs.values.reduce(.zero, +) }
    public func cost(in month: String) -> Money { costs[month] ?? .zero }

    init(_ account: ReadAccount, _ kind: ReadingKind) {
        self.account = account.id
        platform = account.platform
        handle = account.handle
        self.kind = kind
    }
}

/// The readings that lie ahead, paid for on paper, one day after the other: pure.
public struct ReadingOutlook: Sendable {
    public let accounts: [ReadAccount]
    public let calendar: ReadingCalendar
    /// How long after its publication each post is read.
    private let ages: [Duration]
    private let shares: WorkShares
    /// What budgets are called, to say which one is used up.
    private let names: [BudgetScope: String]

    public init(
        of accounts: [ReadAccount], in calendar: ReadingCalendar, ages: [Duration], shares: WorkShares,
        names: [BudgetScope: String]
    ) {
        self.accounts = accounts
        self.calendar = calendar
        self.ages = ages
        self.shares = shares
        self.names = names
    }

    /// Each kind of each account of which any reading lies ahead.
    ///
    /// - Parameters:
    ///   - budgets: of each month, with all that posts hold of them.
    ///   - used: what posts and calls use already of what the plans have in them.
    public func fates(
        of checks: [ComingChecks], under terms: Terms, budgets: [String: [BudgetStatus]],
        used: [PaperCalendar.Share: Int]
    ) -> [ReadingFate] {
        let plan = ReadingPlan(of: accounts, checks, ages: ages, in: calendar)
        var purses = ReadingPurses(budgets, used: used, shares: shares, names: names)
        var fates: [Key: ReadingFate] = [:]
        for line in plan.lines {
            let key = Key(account: line.account, kind: line.kind)
            var fate = fates[key] ?? ReadingFate(accounts[line.account], line.kind)
            make(line, under: terms, &purses, &fate)
            fates[key] = fate
        }
        return accounts.indices.flatMap { account in
            ReadingKind.allCases.compactMap { fates[Key(account: account, kind: $0)] }
        }
    }

    private struct Key: Hashable {
        let account: Int
        let kind: ReadingKind
    }

    private func make(
        _ line: ReadingPlan.Line, under terms: Terms, _ purses: inout ReadingPurses, _ fate: inout ReadingFate
    ) {
        let (account, piece) = (accounts[line.account], calendar.pieces[line.piece])
        fate.planned += line.count
        do throws(Problem) {
            let price = try ReadingPrice(line, of: account, on: piece, under: terms)
            let wanted = purses.thinned(line, price, of: account, in: piece.month)
            if wanted < line.count { fate.thinnedFrom = fate.thinnedFrom ?? piece.day }
            let paid = purses.pay(wanted, of: line, price, account, in: piece.month)
            fate.made += paid.count
            fate.costs[piece.month, default: .zero] += paid.cost
            if let why = paid.why, fate.end == nil { fate.end = .runsOut(piece.day, why) }
        } catch {
            if fate.end == nil { fate.end = .stops(piece.day, error.what) }
        }
    }
}

/// What readings of one line need, and what they take.
struct ReadingPrice {
    /// What is set aside for each.
    let needed: Fare
    /// What all of them are billed.
    private let sums: [Fare.Item]
    /// They are billed what they find, however often is looked.
    private let isByFinds: Bool

    /// - Throws: `Problem` `.unknownPrice` or `.notSoldAnyMore`.
    init(
        _ line: ReadingPlan.Line, of account: ReadAccount, on piece: ReadingCalendar.Piece, under terms: Terms
    ) throws(Problem) {
        needed = try terms.fare(for: account.units(of: line.kind), on: account.platform, at: piece.from)
        guard line.kind == .inbox, let said = account.units.said else {
            isByFinds = false
            sums = needed.items.map { ReadingPrice.times(line.count, $0) }
            return
        }
        isByFinds = true
        guard line.said > 0 else {
            sums = []
            return
        }
        let each = try terms.fare(for: said, on: account.platform, at: piece.from)
        sums = each.items.map { ReadingPrice.times(line.said, $0) }
    }

    /// What some are billed of those that are wanted, of all. Who looks less often finds as much.
    func billed(for some: Int, of wanted: Int, outOf all: Int) -> [Fare.Item] {
        let whole = whole(wanted, outOf: all)
        guard some > 0, some < whole else { return some > 0 ? sums : [] }
        return sums.map { item in
            Fare.Item(unit: MeterUnit(item.unit.name, count: item.unit.count * some / whole), each: item.each)
        }
    }

    /// How many the sum is shared among.
    func whole(_ wanted: Int, outOf all: Int) -> Int { isByFinds ? wanted : all }

    var units: [MeterUnit] { sums.map(\.unit) }
    var total: Money { sums.reduce(Money.zero) { $0 + $1.total } }
    var isFree: Bool { needed.total == .zero && needed.included == nil && total == .zero }

    private static func times(_ count: Int, _ item: Fare.Item) -> Fare.Item {
        Fare.Item(unit: MeterUnit(item.unit.name, count: item.unit.count * count), each: item.each)
    }
}
