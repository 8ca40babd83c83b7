import KicauCore
import KicauMeter
import KicauPublish

/// One budget of a month, whatever it is for.
struct BudgetLineWire: Encodable, Sendable {
    let scope: String
    let subject: String?
    let name: String
    let month: String
    let capMicroUsd: Int64?
    let isHard: Bool
    let spentMicroUsd: Int64
    let heldMicroUsd: Int64
    let leftMicroUsd: Int64?
    let percent: Int?

    init(_ budget: BudgetStatus, _ subject: BudgetSubject?, _ voice: Voice) {
        scope = budget.scope.kind.rawValue
        self.subject = budget.scope.subject.isEmpty ? nil : budget.scope.subject
        name = subject.map(voice.name(of:)) ?? ""
        month = budget.month
        capMicroUsd = budget.cap?.microUSD
        isHard = budget.isHard
        spentMicroUsd = budget.spent.microUSD
        heldMicroUsd = budget.held.microUSD
        leftMicroUsd = budget.left?.microUSD
        percent = budget.percent
    }

    static let scopeMembers: [Member] = [
        .must("scope", .words(of: BudgetScope.Kind.self), "What it counts", like: "network"),
        .may(
            "subject", .text(most: 200),
            "Which network (its short name), account or campaign (its number); left out where there is but one",
            like: "x"),
    ]

    static let shape = Shape.named(
        "BudgetLine",
        .object(
            scopeMembers + [
                .must("name", .text(most: 1000), "What people call it", like: "X"),
                .must("month", .form(.month), "In the workspace's zone"),
                .may("cap_micro_usd", .money, "The month's limit; left out when there is none", like: 20_000_000),
                .must("is_hard", .bool, "Whether it refuses what would pass it, or only warns", like: true),
                .must("spent_micro_usd", .integer(Int64.min...Int64.max), "Booked", like: 1_230_000),
                .must("held_micro_usd", .money, "Set aside for what is scheduled or in doubt", like: 45_000),
                .may("left_micro_usd", .money, "Of the limit", like: 18_725_000),
                .may("percent", .count, "Of the limit, spent and set aside; may be more than 100", like: 6),
            ]))
}

/// A budget that is wished for.
struct AskedBudget: Decodable, Sendable {
    let scope: String
    let subject: String?
    let capMicroUsd: Int64
    let isHard: Bool?

    /// - Throws: `.badInput`.
    var budgetScope: BudgetScope {
        get throws(Problem) { try BudgetScope(asked: scope, subject ?? "") }
    }

    static let shape = Shape.named(
        "AskedBudget",
        .object(
            BudgetLineWire.scopeMembers + [
                .must("cap_micro_usd", .money, "The limit of this and later months", like: 20_000_000),
                .may("is_hard", .bool, "Whether it refuses what would pass it; true when left out", like: true),
            ]))
}

extension BudgetScope {
    /// - Throws: `.badInput`.
    init(asked kind: String, _ subject: String) throws(Problem) {
        guard let kind = Kind(rawValue: kind), let scope = BudgetScope(kind, subject) else {
            throw Problem(
                .badInput, "There is no budget for \(String(kind.prefix(40))) \"\(String(subject.prefix(40)))\".",
                do: "Send workspace or ai alone, or network, account or campaign with its subject.", field: "subject")
        }
        self = scope
    }
}

/// A warning as it was said.
struct WarningWire: Encodable, Sendable {
    let scope: String
    let subject: String?
    let name: String
    let month: String
    let crossing: String
    let capMicroUsd: Int64
    let usedMicroUsd: Int64
    let isHard: Bool
    let at: String
    let isPutAway: Bool
    let text: String

    init(_ detail: WarningDetail, _ voice: Voice) {
        let warning = detail.warning
        scope = warning.scope.kind.rawValue
        subject = warning.scope.subject.isEmpty ? nil : warning.scope.subject
        name = voice.name(of: detail.subject)
        month = warning.month
        crossing = warning.crossing.rawValue
        capMicroUsd = warning.cap.microUSD
        usedMicroUsd = warning.used.microUSD
        isHard = warning.isHard
        at = Timestamp.text(detail.at)
        isPutAway = detail.isPutAway
        text = voice.sentence(of: warning, for: detail.subject)
    }

    static let shape = Shape.named(
        "BudgetWarning",
        .object(
            BudgetLineWire.scopeMembers + [
                .must("name", .text(most: 1000), "What people call it", like: "X"),
                .must("month", .form(.month), "In the workspace's zone"),
                .must("crossing", .words(of: BudgetCrossing.self), "Percent of the limit, or the forecast", like: "75"),
                .must("cap_micro_usd", .money, "The limit when it was reached", like: 20_000_000),
                .must("used_micro_usd", .money, "Spent and set aside when it was reached", like: 15_100_000),
                .must("is_hard", .bool, "Whether the limit refuses what would pass it", like: true),
                .must("at", .instant, "When it was said"),
                .must("is_put_away", .bool, "Whether somebody has seen it", like: false),
                .must("text", .text(most: 4000), "The same in words"),
            ]))
}

/// Where a workspace's warnings are called out to.
struct WarningHookWire: Encodable, Sendable {
    let url: String?
    let setBy: String?
    let setAt: String?

    init(_ hook: WarningHook?) {
        url = hook?.url
        setBy = hook?.setBy
        setAt = hook.map { Timestamp.text($0.set) }
    }

    static let shape = Shape.named(
        "WarningHook",
        .object([
            .may(
                "url", .text(most: 2000), "The address; left out when there is none", like: "https://example.org/kicau"),
            .may("set_by", .text(most: 400), "Who set it", like: "Ayu Lestari"),
            .may("set_at", .instant, "When it was set"),
        ]))
}

struct AskedHook: Decodable, Sendable {
    let url: String
    let secret: String

    static let shape = Shape.named(
        "AskedHook",
        .object([
            .must("url", .text(most: 2000), "A public address, by https", like: "https://example.org/kicau"),
            .must(
                "secret", .text(most: 200),
                "16 to 200 bytes made by chance: each call is signed with it. It is kept sealed and never shown",
                like: "3f9a3f9a3f9a3f9a3f9a3f9a3f9a3f9a"),
        ]))
}
