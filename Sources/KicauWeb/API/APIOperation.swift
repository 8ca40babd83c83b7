import HTTPTypes
import KicauCore

/// One thing the API does: the router and the OpenAPI document are both built from a list of these.
struct APIOperation: Sendable {
    enum Topic: String, Sendable, CaseIterable {
        case key, workspace, accounts, networks, media, posts, series, deliveries, inbox, money, assistant, scans,
            description

        var about: String {
            switch self {
            case .key: "Whom the key speaks for"
            case .workspace: "What the team agreed on, and who is in it"
            case .accounts: "Our accounts on the networks"
            case .networks: "The networks this Kicau speaks to"
            case .media: "Pictures for posts"
            case .posts: "Drafts, plans and what became of them"
            case .series: "Posts that come again"
            case .deliveries: "The promise to send one rendition to one account once"
            case .inbox: "What was said to the accounts"
            case .money: "Budget, prices, spending and the ledger, in whole micro-dollars"
            case .assistant: "Suggestions of a language model, each with its price"
            case .scans: "What files on the server hold of what we have published"
            case .description: "This document"
            }
        }
    }

    /// Who may ask.
    enum Gate: Sendable {
        case everybody
        case key(Role.Deed)
    }

    enum Effect: Sendable {
        case looks
        /// Then an `Idempotency-Key` is required.
        case changes
    }

    enum Body: Sendable {
        case none
        case json(Shape)
        /// The bytes of a picture.
        case picture
    }

    enum Answer: Sendable {
        case json(HTTPResponse.Status, Shape)
        case nothing
    }

    let method: HTTPRequest.Method
    /// Below /api/v1, with `{id}` for a number and `{sha256}` for a picture.
    let path: String
    let name: String
    let topic: Topic
    let summary: String
    let details: String
    let gate: Gate
    let effect: Effect
    let query: [Member]
    let body: Body
    let answer: Answer
    /// What can go wrong here besides what can go wrong anywhere.
    let problems: [Problem.Code]
    let work: @Sendable (API, Ask) async throws -> Reply

    init(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ topic: Topic, _ summary: String,
        details: String = "", gate: Gate = .key(.look), effect: Effect = .looks, query: [Member] = [],
        body: Body = .none, answer: Answer, problems: [Problem.Code] = [],
        work: @escaping @Sendable (API, Ask) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.name = name
        self.topic = topic
        self.summary = summary
        self.details = details
        self.gate = gate
        self.effect = effect
        self.query = query
        self.body = body
        self.answer = answer
        self.problems = problems
        self.work = work
    }

    /// All of them, in the order the document shows.
    static let all: [APIOperation] =
        AccountResource.operations + WorkspaceResource.operations + PeopleResource.operations + SlotResource.operations
        + LinkTagResource.operations
        + MediaResource.operations
        + PostResource.operations + LinkCardResource.operations
        + CampaignResource.operations + SnippetResource.operations + PlanResource.operations + SeriesResource.operations
        + DeliveryResource.operations + InboxResource.operations + MoneyResource.operations + LedgerResource.operations
        + BillResource.operations + BudgetResource.operations
        + PriceListResource.operations
        + PaidPlanResource.operations + GivingWayResource.operations
        + LimitResource.operations
        + ForecastResource.operations
        + AssistantResource.operations
        + ScanResource.operations
        + DescriptionResource.operations
}
