import Hummingbird
import KicauCore
import KicauMeter
import KicauPublish

/// All campaigns: what belongs to each, and what it costs.
struct CampaignsPage: Page {
    static let template = "campaigns"

    struct Line: Sendable {
        let name: String
        let posts: String
        let money: String
        let postsPath: String
        let calendarPath: String
        let changePath: String?
        let endPath: String?
        let resumePath: String?
        let ended: Moment?
        /// This month's; nil: it has none of its own.
        let bar: BudgetBar?
    }

    let frame: Frame
    let problem: ProblemText?
    let campaigns: [Line]
    let isEmpty: Bool
    let canChange: Bool
    /// What was typed and could not be kept.
    let name: String
    let longestName: Int

    init(
        _ campaigns: [CampaignSummary], budgets: [BudgetStatus], typed: String = "", problem: Problem? = nil,
        canChange: Bool, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        self.problem = problem.map { ProblemText($0, voice) }
        self.campaigns = campaigns.map { summary in
            Line(
                summary, budget: budgets.first { $0.scope == .campaign(summary.campaign.id) }, canChange: canChange,
                voice)
        }
        isEmpty = campaigns.isEmpty
        self.canChange = canChange
        name = typed
        longestName = Campaigns.longestName
    }
}

extension CampaignsPage.Line {
    fileprivate init(_ summary: CampaignSummary, budget: BudgetStatus?, canChange: Bool, _ voice: Voice) {
        let campaign = summary.campaign
        name = campaign.name
        posts = voice.counted(summary.posts, one: "1 post", many: { "\($0) posts" })
        money =
            summary.held > .zero
            ? voice.say("\(voice.money(summary.spent)) spent, \(voice.money(summary.held)) set aside")
            : voice.say("\(voice.money(summary.spent)) spent")
        postsPath = "/posts?campaign=\(campaign.id)"
        calendarPath = "/calendar?campaign=\(campaign.id)"
        let path = "/campaigns/\(campaign.id)"
        changePath = canChange ? path : nil
        endPath = canChange && campaign.ended == nil ? "\(path)/end" : nil
        resumePath = canChange && campaign.ended != nil ? "\(path)/resumption" : nil
        ended = campaign.ended.map(voice.moment)
        bar = budget.map { BudgetBar($0, voice) }
    }
}

extension Desk {
    func campaigns(_ request: Request, _ visit: Visit) async throws -> Response { try await campaignsPage(visit) }

    private func campaignsPage(_ visit: Visit, typed: String = "", problem: Problem? = nil) async throws -> Response {
        let caller = try visit.caller
        let page = CampaignsPage(
            try await house.publishing.campaigns.list(for: caller),
            budgets: try await house.metering.budgets(for: caller), typed: typed, problem: problem,
            canChange: caller.role.may(.publish),
            frame: frame(visit.voice.say("Campaigns"), at: .posts, for: visit), visit.voice)
        return try show(page, to: visit, status: problem?.code.status ?? .ok)
    }

    func makeCampaign(_ request: Request, _ visit: Visit) async throws -> Response {
        try await naming(visit) { try await house.publishing.campaigns.make($0, by: $1) }
    }

    func renameCampaign(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Campaign.self)
        return try await naming(visit) { try await house.publishing.campaigns.change(id, name: $0, by: $1) }
    }

    private func naming(_ visit: Visit, _ work: (String, Caller) async throws -> Campaign) async throws -> Response {
        let name = visit.form.trimmed("name")
        do {
            _ = try await work(name, try visit.caller)
            return .seeOther("/campaigns", notice: .saved)
        } catch let problem as Problem where problem.field == "name" {
            return try await campaignsPage(visit, typed: String(name.prefix(200)), problem: problem)
        }
    }

    func endCampaign(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Campaign.self)
        _ = try await house.publishing.campaigns.change(id, isEnded: true, by: try visit.caller)
        return .seeOther("/campaigns", notice: .campaignEnded)
    }

    func resumeCampaign(_ request: Request, _ visit: Visit) async throws -> Response {
        let id = try visit.number("id", of: Campaign.self)
        _ = try await house.publishing.campaigns.change(id, isEnded: false, by: try visit.caller)
        return .seeOther("/campaigns", notice: .saved)
    }

    func moveToCampaign(_ request: Request, _ visit: Visit) async throws -> Response {
        let post = try visit.number("id", of: Post.self)
        try await house.publishing.campaigns.move(
            post, to: try visit.form.campaign(), by: try visit.caller)
        return .seeOther("/posts/\(post)", notice: .saved)
    }
}
