public import KicauCore
import KicauMeter
import KicauStore

/// Posts that belong together: made, renamed, ended, and the posts that move between them.
public struct Campaigns: Sendable {
    let kit: Kit

    /// More are not told apart by people either.
    static let most = 500
    public static let longestName = 80

    /// Those that go on first, by name.
    public func all(for caller: Caller) async throws -> [Campaign] {
        try caller.must(.look)
        return try await kit.store.read { try $0.campaigns(in: caller.workspace.id) }
    }

    /// The same with what belongs to each.
    public func list(for caller: Caller) async throws -> [CampaignSummary] {
        try caller.must(.look)
        return try await kit.store.read { try $0.campaignRows(in: caller.workspace.id) }.map(CampaignSummary.init)
    }

    public func make(_ name: String, by caller: Caller) async throws -> Campaign {
        try caller.must(.publish)
        let name = try Campaigns.checked(name)
        let now = kit.time.now()
        return try await kit.store.write { tx in
            guard try tx.countCampaigns(in: caller.workspace.id) < Campaigns.most else {
                throw Problem(
                    .tooLong, "A workspace can have \(Campaigns.most) campaigns at most.",
                    do: "Use one of those that are here.", field: "name")
            }
            guard let id = try tx.addCampaign(name, in: caller.workspace.id, at: now) else {
                throw Campaigns.taken(name)
            }
            tx.noteChange(in: caller.workspace.id)
            return Campaign(id: id, name: name)
        }
    }

    /// Gives it another name, ends it, or lets it go on.
    ///
    /// - Parameter name: nil: it keeps its own.
    /// - Parameter isEnded: nil: as it is. An ended one takes no new posts; those it has go out as planned.
    public func change(_ id: ID<Campaign>, name: String? = nil, isEnded: Bool? = nil, by caller: Caller) async throws
        -> Campaign
    {
        try caller.must(.publish)
        let wanted = try name.map(Campaigns.checked)
        let now = kit.time.now()
        return try await kit.store.write { tx in
            guard let old = try tx.campaign(id, in: caller.workspace.id) else { throw Campaigns.notHere }
            let name = wanted ?? old.name
            if let other = try tx.campaign(named: name, in: caller.workspace.id), other.id != id {
                throw Campaigns.taken(name)
            }
            let ended: Instant? =
                switch isEnded {
                case nil: old.ended
                case true?: old.ended ?? now
                case false?: nil
                }
            try tx.saveCampaign(id, name: name, ended: ended, in: caller.workspace.id)
            tx.noteChange(in: caller.workspace.id)
            return Campaign(id: id, name: name, ended: ended)
        }
    }

    /// Puts a post into a campaign, or (nil) into none: what it still holds counts towards the new one's budget from now
    /// on, and nothing else about its plan changes. What it has spent stays where it was spent.
    public func move(_ post: PostID, to campaign: ID<Campaign>?, by caller: Caller) async throws {
        try caller.must(.draft)
        let month = try Months.month(of: kit.time.now(), zone: caller.workspace.zone)
        try await kit.store.write { tx in
            guard let row = try tx.post(post, in: caller.workspace.id), let json = try tx.postContent(post) else {
                throw Publishing.notHere
            }
            // A draft is anybody's who writes; a plan is a promise.
            if row.state != PostState.draft.rawValue { try caller.must(.publish) }
            guard row.campaign != campaign else { return }
            try tx.mustTakePosts(campaign, besides: post, in: caller.workspace.id)
            var content = try JSONText.decode(DraftContent.self, from: json)
            content.campaign = campaign
            if let short = try tx.moveHolds(of: post, to: campaign) {
                throw Problem(
                    .overBudget, "What this post holds is more than the \(short.left) left of the campaign's budget.",
                    do: "Raise the campaign's budget for \(month) or the post's month, or choose another campaign.",
                    field: "campaign")
            }
            try tx.setCampaign(campaign, content: try JSONText.encode(content), of: post)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    private static func checked(_ text: String) throws(Problem) -> String {
        let name = text.trimmingWhitespace
        guard !name.isEmpty, name.count <= longestName, name.utf8.count <= 4 * longestName,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw Problem(
                .badInput, "A campaign's name has 1 to \(longestName) characters, on one line.",
                do: "Choose another name.", field: "name")
        }
        return name
    }

    private static func taken(_ name: String) -> Problem {
        Problem(
            .badInput, "There is a campaign called \"\(name)\" already.", do: "Choose another name, or use that one.",
            field: "name")
    }

    static let notHere = Problem(
        .notFound, "This campaign is not here.", do: "Choose one out of the list of campaigns.", field: "campaign")
}

/// A campaign as the list shows it.
public struct CampaignSummary: Sendable, Hashable {
    public let campaign: Campaign
    public let made: Instant
    public let posts: Int
    /// Of all months.
    public let spent: Money
    public let held: Money
}

extension CampaignSummary {
    init(_ row: CampaignRow) {
        self.init(campaign: row.campaign, made: row.made, posts: row.posts, spent: row.spent, held: row.held)
    }
}

extension Transaction {
    /// A campaign has to be here, and to go on; a post that is in it already stays, whatever becomes of it.
    borrowing func mustTakePosts(_ campaign: ID<Campaign>?, besides post: PostID?, in workspace: ID<Workspace>) throws {
        guard let campaign else { return }
        guard let found = try self.campaign(campaign, in: workspace) else { throw Campaigns.notHere }
        guard found.ended != nil else { return }
        if let post, try self.campaign(of: post) == campaign { return }
        throw Problem(
            .notPossibleNow, "The campaign \(found.name) has ended and takes no new posts.",
            do: "Choose another campaign or none, or let it go on.", field: "campaign")
    }
}
