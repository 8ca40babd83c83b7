import HTTPTypes
import KicauCore
import KicauPublish

/// Campaigns: posts that belong together.
enum CampaignResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/campaigns", "listCampaigns", .posts, "List the campaigns, those that go on first",
            answer: .json(.ok, AccountResource.items("CampaignList", CampaignWire.shape, most: 500)),
            work: { api, ask in
                try .json(Items(try await api.house.publishing.campaigns.list(for: ask.caller).map(CampaignWire.init)))
            }),
        APIOperation(
            .post, "/campaigns", "makeCampaign", .posts, "Make a campaign",
            gate: .key(.publish), effect: .changes, body: .json(AskedCampaign.makeShape),
            answer: .json(.created, CampaignWire.shape), problems: [.tooLong],
            work: { api, ask in
                let asked = try ask.decoded(AskedCampaign.self)
                let made = try await api.house.publishing.campaigns.make(asked.name ?? "", by: ask.caller)
                return try await show(made.id, api, ask, status: .created)
            }),
        APIOperation(
            .put, "/campaigns/{id}", "changeCampaign", .posts, "Rename a campaign, end it, or let it go on",
            details: "One that has ended takes no new posts; those it has go out as planned",
            gate: .key(.publish), effect: .changes, body: .json(AskedCampaign.changeShape),
            answer: .json(.ok, CampaignWire.shape), problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedCampaign.self)
                let id = try ask.number(of: Campaign.self)
                _ = try await api.house.publishing.campaigns.change(
                    id, name: asked.name, isEnded: asked.isEnded, by: ask.caller)
                return try await show(id, api, ask)
            }),
        APIOperation(
            .put, "/posts/{id}/campaign", "moveToCampaign", .posts, "Put a post into a campaign, or out of any",
            details: """
                What it still holds counts towards the new campaign's budget from then on; what it has spent stays where
                it was spent. Nothing else about its plan changes.
                """,
            gate: .key(.draft), effect: .changes, body: .json(AskedMove.shape), answer: .json(.ok, PostWire.shape),
            problems: [.notFound, .notPossibleNow, .overBudget],
            work: { api, ask in
                let post = try ask.number(of: Post.self)
                let campaign = try ask.decoded(AskedMove.self).campaign.map { ID<Campaign>($0) }
                try await api.house.publishing.campaigns.move(post, to: campaign, by: ask.caller)
                return try await PostResource.show(post, api, ask)
            }),
    ]

    @Sendable
    private static func show(_ id: ID<Campaign>, _ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok)
        async throws -> Reply
    {
        let all = try await api.house.publishing.campaigns.list(for: ask.caller)
        guard let found = all.first(where: { $0.campaign.id == id }) else { throw Problem.noSuchAddress }
        return try .json(CampaignWire(found), status: status)
    }
}

struct CampaignWire: Encodable, Sendable {
    let id: Int64
    let name: String
    let madeAt: String
    let endedAt: String?
    let posts: Int
    let spentMicroUsd: Int64
    let heldMicroUsd: Int64

    init(_ summary: CampaignSummary) {
        id = summary.campaign.id.raw
        name = summary.campaign.name
        madeAt = Timestamp.text(summary.made)
        endedAt = summary.campaign.ended.map(Timestamp.text)
        posts = summary.posts
        spentMicroUsd = summary.spent.microUSD
        heldMicroUsd = summary.held.microUSD
    }

    static let shape = Shape.named(
        "Campaign",
        .object([
            .must("id", .id, "The campaign's number"),
            .must("name", .text(most: 400), "What people call it", like: "Ramadan 2027"),
            .must("made_at", .instant, "When it was made"),
            .may("ended_at", .instant, "Since then it takes no new posts; left out while it goes on"),
            .must("posts", .count, "How many belong to it", like: 12),
            .must("spent_micro_usd", .integer(Int64.min...Int64.max), "Of all months", like: 180_000),
            .must("held_micro_usd", .money, "Set aside for what is scheduled or in doubt", like: 45_000),
        ]))
}

struct AskedCampaign: Decodable, Sendable {
    let name: String?
    let isEnded: Bool?

    private static let name = "1 to 80 characters on one line; each name once"

    static let makeShape = Shape.named(
        "AskedCampaign", .object([.must("name", .text(most: 400), name, like: "Ramadan 2027")]))

    static let changeShape = Shape.named(
        "AskedCampaignChange",
        .object([
            .may("name", .text(most: 400), name, like: "Ramadan 2027"),
            .may("is_ended", .bool, "True: it takes no new posts; false: it goes on", like: true),
        ]))
}

struct AskedMove: Decodable, Sendable {
    let campaign: Int64?

    static let shape = Shape.named(
        "AskedMove", .object([.must("campaign", .orNull(.id), "The campaign's number; null: none", like: 3)]))
}
