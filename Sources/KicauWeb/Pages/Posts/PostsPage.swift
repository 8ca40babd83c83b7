import Hummingbird
import KicauCore
import KicauPublish

/// The list of posts with its filters.
struct PostsPage: Page {
    static let template = "posts"

    let frame: Frame
    let posts: [PostRow]
    let isEmpty: Bool
    let isFiltered: Bool
    let count: String
    let text: String
    let states: [ChoiceLine]
    let accounts: [ChoiceLine]
    /// Nil where the workspace has no campaigns.
    let campaign: CampaignChoice?
    let nextPath: String?

    init(
        _ listing: Listing<PostSummary>, filter: PostFilter, accounts: [AccountSummary],
        campaigns: [Campaign] = [], frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        posts = listing.items.map { PostRow($0, voice) }
        isEmpty = listing.items.isEmpty
        isFiltered = !filter.states.isEmpty || !filter.accounts.isEmpty || filter.text != nil || filter.campaign != nil
        count = voice.counted(listing.total, one: "1 post", many: { "\($0) posts" })
        text = filter.text ?? ""
        states = PostState.allCases.map {
            ChoiceLine(value: $0.rawValue, name: voice.badge($0).word, isChosen: filter.states.contains($0))
        }
        self.accounts = accounts.map {
            ChoiceLine(
                value: $0.id.description, name: "\($0.platformName) · \($0.handle)",
                isChosen: filter.accounts.contains($0.id))
        }
        campaign = CampaignChoice(campaigns, chosen: filter.campaign, takesPosts: false, voice).shown
        nextPath = listing.next.map { "/posts?" + PostsPage.query(filter) + "after=\(Links.query($0))" }
    }

    private static func query(_ filter: PostFilter) -> String {
        filter.states.map { "state=\($0.rawValue)&" }.joined() + filter.accounts.map { "account=\($0)&" }.joined()
            + (filter.campaign.map { "campaign=\($0)&" } ?? "") + (filter.text.map { "q=\(Links.query($0))&" } ?? "")
    }
}

extension PostFilter {
    /// What the query of a list or calendar asks for; unknown words are left out.
    init(_ question: Form) {
        self.init()
        accounts = question.all("account").compactMap { AccountID($0) }
        states = question.all("state").compactMap(PostState.init(rawValue:))
        campaign = question.filled("campaign").flatMap { ID($0) }
        text = question.filled("q").map { String($0.prefix(200)) }
        after = question.filled("after")
    }
}

extension Desk {
    func posts(_ request: Request, _ visit: Visit) async throws -> Response {
        let caller = try visit.caller
        let filter = PostFilter(request.question)
        let page = PostsPage(
            try await house.publishing.list(filter, for: caller), filter: filter,
            accounts: try await house.accounts.summaries(for: caller),
            campaigns: try await house.publishing.campaigns.all(for: caller),
            frame: frame(visit.voice.say("Posts"), at: .posts, for: visit), visit.voice)
        return try show(page, to: visit)
    }
}
