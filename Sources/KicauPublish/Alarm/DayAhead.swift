public import KicauCore
import KicauStore

/// What goes out in the next 24 hours, and what stands in its way.
public struct DayAhead: Sendable, Hashable {
    public struct Token: Sendable, Hashable {
        public let account: AccountSummary
        /// Nil: it is dead already.
        public let expires: Instant?

        public init(account: AccountSummary, expires: Instant?) {
            self.account = account
            self.expires = expires
        }
    }

    public let workspace: Workspace
    public let at: Instant
    /// Soonest first, the first few.
    public let ahead: [PostSummary]
    public let aheadTotal: Int
    /// What a person has to see to, the first few.
    public let waiting: [PostSummary]
    public let waitingTotal: Int
    public let tokens: [Token]

    public init(
        workspace: Workspace, at: Instant, ahead: [PostSummary], aheadTotal: Int, waiting: [PostSummary],
        waitingTotal: Int, tokens: [Token]
    ) {
        self.workspace = workspace
        self.at = at
        self.ahead = ahead
        self.aheadTotal = aheadTotal
        self.waiting = waiting
        self.waitingTotal = waitingTotal
        self.tokens = tokens
    }

    /// So many of each are named.
    static let named = 20
    /// A token that ends this soon, and that nobody renews, is worth a line.
    static let soon = Duration.days(7)
}

extension Publishing {
    func dayAhead(for caller: Caller) async throws -> DayAhead {
        let now = kit.time.now()
        let workspace = caller.workspace
        let (ahead, waiting, total, tokens) = try await kit.store.read { tx in
            let needsYou = PostsAsked(states: PostState.inNeed.map(\.rawValue), limit: DayAhead.named)
            return (
                try tx.postsDue(
                    from: now - .days(1), to: now + .hours(24),
                    PostsAsked(states: ["scheduled", "sending"], limit: 1000), in: workspace.id),
                try tx.posts(needsYou, in: workspace.id), try tx.countPosts(needsYou, in: workspace.id),
                try tx.dyingTokens(in: workspace.id, by: now + DayAhead.soon, overdueSince: now - .days(1))
            )
        }
        let accounts = try await kit.store.read { try $0.accounts(in: workspace.id) }
        return DayAhead(
            workspace: workspace, at: now,
            ahead: try await summaries(Array(ahead.prefix(DayAhead.named)), for: caller), aheadTotal: ahead.count,
            waiting: try await summaries(waiting, for: caller), waitingTotal: total,
            tokens: try tokens.compactMap { token in
                guard let row = accounts.first(where: { $0.account.id == token.account.id }) else { return nil }
                return DayAhead.Token(
                    account: AccountSummary(row, platform: try kit.platform(token.account.platform)),
                    expires: token.expires)
            })
    }

    /// Whether mail can be sent is the operator's affair; whether one wants it is one's own.
    public func digestWish(of caller: Caller) async throws -> (hour: Int, language: String)? {
        guard let user = caller.user else { return nil }
        return try await kit.store.read { try $0.digestWish(of: user.id, in: caller.workspace.id) }
    }

    /// `hour` nil: none any more.
    public func wishDigest(at hour: Int?, in language: String, by caller: Caller) async throws {
        guard let user = caller.user else {
            throw Problem(.notAllowed, "An API key reads no mail.", do: "Sign in as a person.")
        }
        guard let hour else {
            return try await kit.store.write { try $0.dropDigestWish(of: user.id, in: caller.workspace.id) }
        }
        guard (0...23).contains(hour) else {
            throw Problem(.badInput, "There is no such hour.", do: "Choose one from 0 to 23.", field: "hour")
        }
        try await kit.store.write {
            try $0.setDigestWish(hour: hour, language: language, of: user.id, in: caller.workspace.id)
        }
    }

    /// How the heartbeat and the digests are doing, in this process.
    public var alarm: AlarmStanding { kit.alarm }
}
