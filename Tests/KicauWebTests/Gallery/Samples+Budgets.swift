import KicauCore

@testable import KicauMeter
@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    static let campaigns = [
        Campaign(id: ID(3), name: "Ramadan <2027>"),
        Campaign(id: ID(4), name: "Buka cabang", ended: now - .days(20)),
    ]

    static let campaignList = campaigns.map {
        CampaignSummary(
            campaign: $0, made: now - .days(40), posts: $0.id == ID(3) ? 12 : 1, spent: Money(microUSD: 180_000),
            held: $0.ended == nil ? Money(microUSD: 45_000) : .zero)
    }

    static let campaignBudget = status(.campaign(ID(3)), cap: 5_000_000, spent: 180_000, held: 45_000)

    private static func status(_ scope: BudgetScope, cap: Int64?, isHard: Bool = true, spent: Int64, held: Int64)
        -> BudgetStatus
    {
        BudgetStatus(
            scope, month: "2026-11", cap: cap.map { Money(microUSD: $0) }, isHard: isHard,
            spent: Money(microUSD: spent), held: Money(microUSD: held))
    }

    private static func forecast(_ scope: BudgetScope, cap: Int64?, days: Int) -> ForecastLine {
        ForecastLine(
            scope: scope, month: "2026-11", cap: cap.map { Money(microUSD: $0) }, known: Money(microUSD: 7_575_000),
            low: Money(microUSD: 8_000_000), middle: Money(microUSD: 9_800_000), high: Money(microUSD: 12_500_000),
            daysSeen: days, runsOut: cap.map { _ in Day(of: now + .days(4)) })
    }

    static func warning(_ scope: BudgetScope, _ crossing: BudgetCrossing, isHard: Bool = true) -> BudgetWarning {
        BudgetWarning(
            scope: scope, month: "2026-11", crossing: crossing, cap: Money(microUSD: 10_000_000),
            used: Money(microUSD: 7_575_000), isHard: isHard)
    }

    static let warnings: [WarningDetail] = [
        WarningDetail(
            warning: warning(.network("x"), .threeQuarters), subject: .network("x", name: "X"), at: now - .minutes(12),
            isPutAway: false),
        WarningDetail(
            warning: warning(.account(ID(1)), .all, isHard: false), subject: .account(account("x")),
            at: now - .hours(3), isPutAway: false),
        WarningDetail(
            warning: warning(.campaign(ID(3)), .forecast), subject: .campaign(campaigns[0]), at: now - .hours(30),
            isPutAway: true),
    ]

    static let tellings: [WarningTelling] = [
        telling(.threeQuarters, to: "ayu@example.id", .told), telling(.threeQuarters, to: nil, .waiting, "status 503"),
        telling(.all, to: "", .unsure, "no answer"), telling(.forecast, to: nil, .givenUp, "<b>404</b>"),
        telling(.all, to: nil, .told, about: .limit(limitWarnings[0])), telling(.all, to: nil, .told, about: .gone),
        telling(.all, to: nil, .told, about: .credits(network: "X")),
    ]

    private static func telling(
        _ crossing: BudgetCrossing, to: String?, _ state: WarningTelling.State, _ trouble: String? = nil,
        about: WarningTelling.About? = nil
    ) -> WarningTelling {
        WarningTelling(
            about: about ?? .budget(.network("x", name: "X"), crossing), to: to, state: state, tries: 2,
            made: now - .minutes(12), trouble: trouble)
    }

    static let board = BudgetBoard(
        statuses: [
            budget, status(.network("x"), cap: 10_000_000, spent: 6_345_000, held: 1_230_000),
            status(.account(ID(1)), cap: 5_000_000, isHard: false, spent: 5_200_000, held: 0), campaignBudget,
            status(.ai, cap: 1_000_000, spent: 12_000, held: 4_000),
        ],
        subjects: [
            .workspace: .workspace, .network("x"): .network("x", name: "X"), .account(ID(1)): .account(account("x")),
            .campaign(ID(3)): .campaign(campaigns[0]), .ai: .ai,
        ],
        forecasts: [
            forecast(.workspace, cap: nil, days: 28), forecast(.network("x"), cap: 9_000_000, days: 28),
            forecast(.ai, cap: nil, days: 3),
        ],
        warnings: warnings.filter { !$0.isPutAway }, limits: limitWarnings,
        choices: [
            (.workspace, .workspace), (.network("x"), .network("x", name: "X")),
            (.account(ID(1)), .account(account("x"))), (.campaign(ID(3)), .campaign(campaigns[0])), (.ai, .ai),
        ])

    /// The operator's app, and one of an account's own.
    static let emptied = ["", "1f2e3d4c"].map { payer in
        CreditsDetail(
            gone: CreditsGone("x", payer: payer, answer: "CreditsDepleted <no credits>", at: now - .minutes(40)),
            network: "X")
    }

    static let softBoard = BudgetBoard(
        statuses: [status(.workspace, cap: 1_000_000, isHard: false, spent: 900_000, held: 0)],
        subjects: [.workspace: .workspace], forecasts: [], warnings: [], credits: emptied,
        choices: [(.workspace, .workspace)], typed: ("workspace", "banyak", false), problem: broken)

    static let bareBoard = BudgetBoard(
        statuses: [status(.workspace, cap: 1_000_000, spent: 900_000, held: 0)],
        subjects: [.workspace: .workspace], forecasts: [], warnings: [], choices: [])
}

extension Gallery {
    /// The budgets and what belongs to them.
    var money: [Picture] {
        [
            Picture(
                name: "budget-soft",
                page: BudgetPage(
                    Samples.softBoard, spending: [], usages: [], names: [:], canSet: true,
                    canAsk: false, frame: frame("/budget"), voice)),
            Picture(
                name: "warnings",
                page: WarningsPage(
                    Samples.warnings, limits: Samples.limitWarnings, credits: Samples.emptied,
                    tellings: Samples.tellings,
                    hook: WarningHook(
                        url: "https://example.org/kicau", setBy: "Ayu Lestari", set: Samples.now - .days(3)),
                    secret: Redacted("a-secret-of-the-sample"), problem: Samples.broken, canManage: true, mails: true,
                    frame: frame("/budget/warnings"), voice)),
            Picture(
                name: "warnings-none",
                page: WarningsPage(
                    [], tellings: [], hook: nil, canManage: true, mails: false, frame: frame("/budget/warnings"),
                    voice)),
            Picture(
                name: "campaigns",
                page: CampaignsPage(
                    Samples.campaignList, budgets: [Samples.campaignBudget], problem: Samples.broken,
                    canChange: true, frame: frame("/campaigns"), voice)),
            Picture(
                name: "campaigns-none",
                page: CampaignsPage([], budgets: [], canChange: true, frame: frame("/campaigns"), voice)),
            Picture(
                name: "post-campaign",
                page: PostPage(
                    Samples.campaigned, campaigns: Samples.campaigns, mayMove: true, frame: frame("/posts/46"), voice)),
        ]
    }
}

extension Samples {
    static let campaigned: PostDetail = {
        var post = draft
        post.campaign = campaigns[0]
        return post
    }()
}
