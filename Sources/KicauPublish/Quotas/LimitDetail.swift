public import KicauCore
import KicauStore

/// One window of a network, as a person reads it.
public struct LimitDetail: Sendable, Hashable {
    /// From where its number is known.
    public enum Source: Sendable, Hashable {
        /// The network's own answers.
        case answers
        /// Its documentation, where and when it was read.
        case papers(source: String, read: String)
        case refusals
        case person
        /// The network publishes none, and nothing has shown it yet.
        case nowhere
    }

    public let what: String
    public let binds: QuotaRule.Binder
    public let kind: QuotaRule.Kind
    public let span: Duration
    public let used: Int?
    public let most: Int?
    public let percent: Int?
    /// Nil: nothing runs, or its end moves with each call.
    public let resets: Instant?
    public let blockedUntil: Instant?
    public let source: Source
    /// When the network last spoke of it.
    public let seen: Instant?

    public var left: Int? {
        guard let most, let used else { return nil }
        return max(0, most - used)
    }

    /// Nothing goes through at the moment.
    public func isUsedUp(at now: Instant) -> Bool {
        if let blockedUntil, blockedUntil > now { return true }
        return kind != .gauge && left == 0
    }

    /// Worth a look: of a learned one little is known, so it is said early.
    public var isTight: Bool {
        guard let percent else { return false }
        return percent >= (kind == .learned ? LimitDetail.learnedAlert : QuotaState.backgroundPercent)
    }

    static let learnedAlert = 60
}

extension LimitDetail {
    /// - Parameters:
    ///   - rule: what the network's papers say of it; nil: they do not know it.
    ///   - unspent: places that this node took and has not used.
    init(_ row: QuotaRow, rule: QuotaRule?, unspent: Int, at now: Instant) {
        let key = row.key
        let isOver = row.state.resets <= now
        let state = row.state.turned(key.kind, key.span, at: now)
        let limit = state.limit(at: now)
        // What the network counts is nearer the truth than blocks that were handed out.
        let told = isOver ? nil : state.remaining.flatMap { left in limit.map { max(0, $0 - left) } }
        what = key.what
        binds = key.binds
        kind = key.kind
        span = key.span
        most = key.kind == .gauge ? nil : limit
        used = key.kind == .gauge ? nil : told ?? max(0, state.used - (isOver ? 0 : unspent))
        percent =
            used.flatMap { used in limit.map { $0 > 0 ? min(100, used * 100 / $0) : 100 } } ?? state.share(at: now)
        resets = isOver || key.kind == .rolling || key.kind == .gauge ? nil : state.resets
        blockedUntil = state.blockedUntil
        source = LimitDetail.source(state.source, rule?.most)
        seen = state.seen
    }

    /// One that nothing has been counted in yet.
    init(unused rule: QuotaRule) {
        what = rule.what
        binds = rule.binds
        kind = rule.kind
        span = rule.span
        used = nil
        most = rule.most?.value
        percent = nil
        resets = nil
        blockedUntil = nil
        source = LimitDetail.source(.papers, rule.most)
        seen = nil
    }

    /// Posts by our own records, where the network tells nothing of them.
    init(_ limit: SendLimit, sent: Int) {
        what = "posts"
        binds = .account
        kind = .rolling
        span = limit.span
        used = sent
        most = limit.most.value
        percent = min(100, sent * 100 / max(1, limit.most.value))
        resets = nil
        blockedUntil = nil
        source = LimitDetail.source(.papers, limit.most)
        seen = nil
    }

    private static func source(_ source: QuotaState.Source, _ paper: Fact<Int>?) -> Source {
        switch source {
        case .answers: .answers
        case .refusals: .refusals
        case .person: .person
        case .papers: paper.map { .papers(source: $0.source, read: $0.read) } ?? .nowhere
        case .nowhere: .nowhere
        }
    }
}

/// A network with all its windows that concern a workspace.
public struct NetworkLimitList: Sendable {
    public let platform: PlatformID
    public let name: String
    public let accounts: [(account: AccountSummary, limits: [LimitDetail])]
    /// What all accounts share.
    public let shared: [LimitDetail]
    /// Known, and nothing counted in them yet.
    public let unused: [LimitDetail]
}
