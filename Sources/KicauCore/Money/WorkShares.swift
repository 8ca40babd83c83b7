/// Up to which share of a budget each class of work may use it, as a workspace chose it.
///
/// What calendar posts hold counts as used, so publishing never loses to what stops below it.
public struct WorkShares: Hashable, Sendable {
    /// Where it differs from what is usual.
    private let own: [WorkClass: Int]

    public static let usual = WorkShares(known: [:])
    public static let percents = 0...100
    /// So many percentage points below its share a class is thinned out.
    public static let thinning = 20

    /// - Throws: `Problem` `.badInput` for a share that is none, and for publishing, which has no end below the limit.
    public init(_ own: [WorkClass: Int]) throws(Problem) {
        for (work, percent) in own {
            guard work != .publishing else {
                throw Problem(
                    .badInput, "Publishing may use all of a budget.", do: "Leave it out.", field: "shares")
            }
            guard WorkShares.percents.contains(percent) else {
                throw Problem(
                    .badInput, "\(String(percent)) is no share of a budget.", do: "Write a whole number from 0 to 100.",
                    field: "shares")
            }
        }
        self.init(known: own)
    }

    /// What a database holds: words of a later Kicau are passed over, and numbers kept within bounds.
    public init(stored: [String: Int]) {
        var own: [WorkClass: Int] = [:]
        for (word, percent) in stored {
            guard let work = WorkClass(rawValue: word), work != .publishing else { continue }
            own[work] = min(max(percent, 0), 100)
        }
        self.init(known: own)
    }

    private init(known own: [WorkClass: Int]) { self.own = own.filter { $0.value != $0.key.usualShare } }

    public var stored: [String: Int] {
        Dictionary(uniqueKeysWithValues: own.map { ($0.key.rawValue, $0.value) })
    }

    public func share(of work: WorkClass) -> Int { own[work] ?? work.usualShare }

    /// In percent of a budget; nil: it is never done less often.
    public func thinsFrom(_ work: WorkClass) -> Int? {
        work.isThinned ? max(0, share(of: work) - WorkShares.thinning) : nil
    }

    /// The same, with some shares changed.
    public func changed(by others: [WorkClass: Int]) throws(Problem) -> WorkShares {
        try WorkShares(own.merging(others) { _, new in new })
    }

    /// Reads what a person typed.
    /// - Throws: `Problem` `.badInput`.
    public static func percent(_ text: String) throws(Problem) -> Int {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let percent = Int(text), percents.contains(percent)
        else {
            throw Problem(
                .badInput, "\(String(text.prefix(40))) is no share of a budget.",
                do: "Write a whole number from 0 to 100.", field: "shares")
        }
        return percent
    }
}

/// How a class of work goes on, as the budgets stand that count it.
public enum WorkPace: Hashable, Sendable {
    case usual
    /// Done less often, because this budget is on its way to the class's share.
    case thinned(by: BudgetStatus)
    /// Not paid any more out of this budget.
    case stopped(by: BudgetStatus)
}

extension WorkShares {
    /// Only hard budgets with a limit slow anything down; the one that says most is named.
    ///
    /// - Parameter budgets: those that the work counts towards.
    public func pace(of work: WorkClass, under budgets: [BudgetStatus]) -> WorkPace {
        guard work != .publishing else { return .usual }
        let hard = budgets.filter { $0.isHard && $0.cap != nil }
        if let full = hard.first(where: { $0.hasUsed(share(of: work)) }) { return .stopped(by: full) }
        if let from = thinsFrom(work), let near = hard.first(where: { $0.hasUsed(from) }) {
            return .thinned(by: near)
        }
        return .usual
    }
}

extension BudgetStatus {
    fileprivate func hasUsed(_ percent: Int) -> Bool { cap.map { used >= $0.part(percent) } ?? false }
}
