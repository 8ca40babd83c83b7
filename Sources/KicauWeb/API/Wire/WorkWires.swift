import KicauCore
import KicauPublish

/// How far each class of work may use a hard budget, in percent of its limit.
struct WorkSharesWire: Codable, Sendable {
    let ai: Int?
    let lookUps: Int?
    let oldReadings: Int?
    let newReadings: Int?
    let inbox: Int?

    init(_ shares: WorkShares) {
        ai = shares.share(of: .suggestions)
        lookUps = shares.share(of: .lookUps)
        oldReadings = shares.share(of: .oldReadings)
        newReadings = shares.share(of: .newReadings)
        inbox = shares.share(of: .inbox)
    }

    /// Those that were named.
    var percents: [WorkClass: Int] {
        let all: [(WorkClass, Int?)] = [
            (.suggestions, ai), (.lookUps, lookUps), (.oldReadings, oldReadings), (.newReadings, newReadings),
            (.inbox, inbox),
        ]
        return all.reduce(into: [:]) { percents, pair in percents[pair.0] = pair.1 }
    }

    static let about = "How far everything but publishing may use a hard budget, in percent of its limit"

    static let shape = Shape.named(
        "WorkShares",
        .object([
            .may("ai", percent, "Suggestions of the language model", like: 70),
            .may("look_ups", percent, "Who is meant by a mention", like: 75),
            .may("old_readings", percent, "Readings of posts of 7 days and older", like: 80),
            .may("new_readings", percent, "Readings of newer posts, and of accounts", like: 90),
            .may("inbox", percent, "Reading what was said, and acting on it", like: 95),
        ]))

    static let percent = Shape.integer(0...100)
}

/// How one class of work goes on this month.
struct WorkStandingWire: Encodable, Sendable {
    struct Budget: Encodable, Sendable {
        let scope: String
        let subject: String?
        let usedPercent: Int
    }

    let work: String
    let sharePercent: Int
    let thinsFromPercent: Int?
    let pace: String
    let budget: Budget?

    init(_ standing: WorkStanding) {
        work = standing.work.rawValue
        sharePercent = standing.share
        thinsFromPercent = standing.thinsFrom
        pace =
            switch standing.pace {
            case .usual: "usual"
            case .thinned: "thinned"
            case .stopped: "stopped"
            }
        budget = standing.pace.budget.map { budget in
            Budget(
                scope: budget.scope.kind.rawValue, subject: budget.scope.subject.isEmpty ? nil : budget.scope.subject,
                usedPercent: budget.percent ?? 100)
        }
    }

    static let shape = Shape.named(
        "WorkStanding",
        .object([
            .must("work", .word(WorkClass.yielding.map(\.rawValue)), "What calls are made for", like: "inbox"),
            .must("share_percent", WorkSharesWire.percent, "Where it stops, in percent of a hard budget", like: 95),
            .may("thins_from_percent", WorkSharesWire.percent, "From where on it is done less often", like: 75),
            .must("pace", .word(["usual", "thinned", "stopped"]), "How it goes on now", like: "usual"),
            .may("budget", slowing, "The budget that slows it down, or stops it"),
        ]))

    private static let slowing = Shape.named(
        "SlowingBudget",
        .object([
            .must("scope", .words(of: BudgetScope.Kind.self), "What the budget is for", like: "network"),
            .may("subject", .text(most: 100), "Which network or account", like: "x"),
            .must("used_percent", .count, "Spent and set aside, of the limit", like: 78),
        ]))
}
