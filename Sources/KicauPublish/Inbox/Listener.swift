import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Reads what was said to each account: when its network rings, and otherwise as often as its rules say.
///
/// Money that is set aside for sending is not there for it; what the budget does not allow is left out, and said.
public struct Listener: Service {
    private let kit: Kit
    private let keeper: TokenKeeper

    public init(kit: Kit) {
        self.kit = kit
        keeper = TokenKeeper(kit: kit)
    }

    /// Of what could not be read, or not be written down, nobody tries again before that.
    private static let patience = Duration.minutes(10)
    /// At once.
    private static let room = 4
    private static let longestSleep = Duration.seconds(60)
    /// Under posts older than this hardly anybody says anything, and asking costs calls.
    private static let reach = Duration.days(30)
    private static let mostPosts = 100

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await turn() < Listener.room { await kit.listening.wait(upTo: await pause()) }
            }
        }
    }

    /// Listens where it is due; gives to how many accounts that was.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            let platforms = kit.platforms.values.filter { $0.rules.inbox != nil }.map(\.id).sorted()
            let due = try await kit.store.write { tx in
                try tx.forgetHints(before: now - Hint.keptFor)
                for platform in kit.platforms.values {
                    guard let kept = platform.rules.inbox?.keptFor else { continue }
                    try tx.forgetHeard(on: platform.id, before: now - kept, at: now)
                }
                return try tx.claimListening(
                    on: platforms, limit: Listener.room, at: now, lease: kit.pace.lease,
                    again: now + Listener.patience)
            }
            await withDiscardingTaskGroup { group in
                for row in due { group.addTask { await carry(row) } }
            }
            return due.count
        } catch {
            kit.log.error("the accounts to listen to could not be read", metadata: ["error": "\(error)"])
            return 0
        }
    }

    private func pause() async -> Duration {
        do {
            guard let next = try await kit.store.read({ try $0.nextListening() }) else { return Listener.longestSleep }
            return min(max(next - kit.time.now(), .milliseconds(100)), Listener.longestSleep)
        } catch {
            return Listener.longestSleep
        }
    }

    /// Never throws: what fails here is due again when patience ends, and what dies here when the lease does.
    private func carry(_ row: ListeningRow) async {
        await attempt(on: row) { try await holding(row) }
        await attempt(on: row) { try await kit.store.write { try $0.letGoListening(row) } }
    }

    private func attempt(on row: ListeningRow, _ work: () async throws -> Void) async {
        do {
            try await work()
        } catch {
            kit.log.error(
                "an account's inbox could not be read", metadata: ["account": "\(row.account)", "error": "\(error)"])
        }
    }

    /// A long reading outlives a lease: it is renewed meanwhile. Once another has the account, no more is read of it here.
    private func holding(_ row: ListeningRow) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await listen(row) }
            group.addTask { await renew(row) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func renew(_ row: ListeningRow) async {
        while !Task.isCancelled {
            await Task.rest(for: kit.pace.lease / 4)
            guard !Task.isCancelled else { return }
            let ends = kit.time.now() + kit.pace.lease
            do {
                guard try await kit.store.write({ try $0.extendListening(row, to: ends) }) else { return }
            } catch {
                // The reading goes on: whether the account is still ours, the write after it finds out.
                kit.log.warning("a lease could not be renewed", metadata: ["error": "\(error)"])
            }
        }
    }

    private func listen(_ listening: ListeningRow) async throws {
        let asked = kit.time.now()
        let (row, workspace, posts) = try await kit.store.read { tx in
            let row = try tx.account(listening.account)
            return (
                row, try row.flatMap { try tx.workspace($0.workspace) },
                try tx.publishedParts(of: listening.account, since: asked - Listener.reach, most: Listener.mostPosts)
            )
        }
        guard let row, let workspace, case .ready(let signedIn) = try await keeper.key(for: listening.account) else {
            return
        }
        let platform = try kit.platform(row.account.platform)
        guard let rules = platform.rules.inbox else { return }
        let pace = try await kit.pacer(for: workspace).pace(of: .inbox, on: platform.id, account: listening.account)
        let line = kit.metered(
            for: workspace, platform: platform.id, account: listening.account, work: .inbox,
            haste: .background)
        let hints = try await HintReader(kit: kit).read(
            under: listening, of: signedIn, on: platform, in: workspace.id, via: line)
        let lists = Listening(signedIn: signedIn, mark: listening.mark, posts: posts.map(\.receipt), now: asked)
        guard let heard = await hints.heard(else: { await platform.listen(lists, via: line) }) else { return }
        if case .signedOut(let refusal) = heard { try await keeper.signOut(listening.account, refusal) }
        let settled = Listened(heard, rules: rules, pace: pace, asked: asked, now: kit.time.now())
            .after(hints, asked: asked, rules: rules)
        let about = Dictionary(posts.map { ($0.receipt.remoteID, $0.post) }, uniquingKeysWith: { first, _ in first })
        try await kit.store.write { tx in
            let isOurs = try tx.putListening(
                listening, mark: settled.mark, missing: settled.missing, asked: asked, next: settled.next)
            guard isOurs else { return }
            var new = 0
            for said in settled.said {
                let post = said.about.flatMap { about[$0] }
                let added = try tx.addHeard(said, to: listening.account, in: workspace.id, about: post, at: asked)
                new += added
                guard added == 0, rules.deeds.contains(.approve) else { continue }
                if try tx.noteApproved(said, to: listening.account) { new += 1 }
            }
            if new > 0 || listening.missing != settled.missing { tx.noteChange(in: workspace.id) }
        }
    }
}

/// What one reading of an account's network comes to. Pure.
struct Listened: Sendable {
    let said: [Said]
    /// Nil: it stays where it was.
    let mark: [String: JSONValue]?
    let missing: Settlement.Story?
    let next: Instant

    /// From one reading no more than this is taken.
    static let most = 500

    /// - Parameter pace: near the end of a budget it is listened to less often; whoever rings is heard all the same.
    init(_ heard: Heard, rules: InboxRules, pace: WorkPace, asked: Instant, now: Instant) {
        let usual = asked + rules.listensEvery * (pace == .usual ? 1 : Thinning.listensOnceIn)
        switch heard {
        case .said(let said, let mark, let missing):
            self.init(said: Array(said.prefix(Listened.most)), mark: mark, missing: missing, next: usual)
        case .postponed(let until, let why):
            // What the network asks for is kept to; what is too dear is not asked for more often than usual.
            self.init(said: [], mark: nil, missing: why.story, next: max(until, min(usual, now + .minutes(5))))
        case .refused(let refusal), .signedOut(let refusal):
            self.init(said: [], mark: nil, missing: refusal.story, next: max(usual, now + .hours(6)))
        case .notOffered:
            self.init(said: [], mark: nil, missing: nil, next: now + .days(1))
        }
    }

    /// A refused hint is shown where nothing else is missing. What is left is read soon, unless the network said no or asked
    /// to wait: that is kept to.
    func after(_ hints: HintsRead, asked: Instant, rules: InboxRules) -> Listened {
        guard case .through(let isMore, let refused) = hints else { return self }
        let missing = self.missing ?? refused
        let isSoon = isMore && missing == nil
        return Listened(
            said: said, mark: mark, missing: missing, next: isSoon ? min(next, asked + rules.ringsEvery) : next)
    }

    private init(said: [Said], mark: [String: JSONValue]?, missing: Settlement.Story?, next: Instant) {
        self.said = said
        self.mark = mark
        self.missing = missing
        self.next = next
    }
}

extension Transaction {
    /// The parts an account has published lately, the newest delivery first.
    borrowing func publishedParts(
        of account: ID<Account>, since: Instant, most: Int
    ) throws -> [(receipt: Receipt, post: PostID)] {
        let ids = try deliveriesAttempted(of: account, since: since, limit: most)
        let steps = try steps(ofAll: ids)
        var found: [(receipt: Receipt, post: PostID)] = []
        for id in ids {
            guard let row = try delivery(id), row.removed == nil else { continue }
            let commits = (steps[id] ?? []).filter { $0.step.kind == .commit && $0.state == .settled }
            found += commits.compactMap { $0.result.flatMap(Receipt.init(stored:)) }.map { ($0, row.post) }
        }
        return found
    }
}
