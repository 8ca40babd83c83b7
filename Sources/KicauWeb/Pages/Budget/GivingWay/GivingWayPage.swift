import Hummingbird
import KicauCore
import KicauPublish

/// What gives way when a planned post can no longer be paid: the workspace's choice, way by way.
struct GivingWayPage: Page {
    static let template = "giving-way"

    /// One rung of the ladder.
    struct Rung: Sendable {
        let name: String
        let choices: [WayChoice]
    }

    let frame: Frame
    let tabs: MoneyTabs
    let problem: ProblemText?
    let rungs: [Rung]
    let commentsGoFirst: Bool
    /// How far everything else may use a budget, what gives way first in front.
    let shares: [ShareLine]
    let canSet: Bool
    /// For those who may only look.
    let told: [String]

    init(
        _ giving: GivingWay, standings: [WorkStanding], typed: [WorkClass: String] = [:], accounts: [AccountSummary],
        canSet: Bool, problem: Problem? = nil, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        tabs = MoneyTabs(at: .givingWay, voice)
        self.problem = problem.map { ProblemText($0, voice) }
        let offered = WayChoice.ways(for: accounts, besides: giving.publishing)
        rungs = GivingWayPage.names.enumerated().map { place, name in
            let chosen = giving.publishing.indices.contains(place) ? giving.publishing[place] : nil
            return Rung(
                name: voice.say(name),
                choices: [WayChoice(none: chosen == nil, voice)]
                    + offered.map { WayChoice($0, isChosen: $0 == chosen, accounts, voice) })
        }
        commentsGoFirst = giving.commentsGoFirst
        shares = standings.map { ShareLine($0, typed: typed[$0.work], voice) }
        self.canSet = canSet
        told = giving.publishing.map { WayChoice($0, isChosen: true, accounts, voice).name }
    }

    private static let names: [Sentence] = ["First", "If that is not to be had", "Then", "At last"]
}

extension Desk {
    func givingWay(_ request: Request, _ visit: Visit) async throws -> Response {
        try await givingWayPage(try await house.publishing.givingWay(for: try visit.caller), nil, visit)
    }

    func setGivingWay(_ request: Request, _ visit: Visit) async throws -> Response {
        let texts = visit.form.all("way").filter { !$0.isEmpty }
        let goesFirst = visit.form["comments-first"] == "yes"
        do {
            let giving = GivingWay(
                publishing: try Way.list(texts), commentsGoFirst: goesFirst, shares: try visit.form.shares())
            try await house.publishing.setGivingWay(giving, by: try visit.caller)
            return .seeOther("/budget/giving-way", notice: .saved)
        } catch let problem as Problem where problem.code == .badInput {
            // What was chosen stays in the form, as far as it is to be had at all.
            let chosen = GivingWay(publishing: texts.compactMap { Way($0) }, commentsGoFirst: goesFirst)
            return try await givingWayPage(chosen, problem, visit)
        }
    }

    private func givingWayPage(_ giving: GivingWay, _ problem: Problem?, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let page = GivingWayPage(
            giving, standings: try await house.publishing.workStandings(for: caller),
            typed: problem == nil ? [:] : visit.form.typedShares,
            accounts: try await house.accounts.summaries(for: caller), canSet: caller.role.may(.manage),
            problem: problem, frame: frame(visit.voice.say("What gives way"), at: .budget, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }
}
