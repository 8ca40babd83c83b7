import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Asks networks to ring for accounts, where that is ours to ask for: once an account is connected, and when a look, once a
/// day, shows that they do not. Never before a network has called here: then the operator has set up its webhook.
///
/// Whatever comes of it, nobody is signed out by it; the accounts page says what is wrong.
public struct RingAsker: Service {
    private let kit: Kit
    private let keeper: TokenKeeper

    public init(kit: Kit) {
        self.kit = kit
        keeper = TokenKeeper(kit: kit)
    }

    /// At once.
    private static let room = 4
    /// Whoever dies while he asks leaves the account to others after that.
    private static let patience = Duration.hours(1)

    public func run() async throws {
        await takeTurns(every: .seconds(30)) { await turn() }
    }

    /// Asks where it is due; gives for how many accounts that was.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            let asked = kit.platforms.values.filter { $0.rules.inbox?.asksToRing == true }.map(\.id).sorted()
            guard !asked.isEmpty else { return 0 }
            let due = try await kit.store.write { tx in
                let called = try asked.filter { try tx.hasCalled($0) }
                guard !called.isEmpty else { return [ID<Account>]() }
                return try tx.claimRinging(
                    on: called, limit: RingAsker.room, at: now, again: now + RingAsker.patience)
            }
            for account in due { await carry(account) }
            return due.count
        } catch {
            kit.log.error("the accounts to ring for could not be read", metadata: ["error": "\(error)"])
            return 0
        }
    }

    /// Never throws: what fails here is due again when patience ends.
    private func carry(_ account: ID<Account>) async {
        do {
            try await ask(account)
        } catch {
            kit.log.error(
                "a network could not be asked to ring", metadata: ["account": "\(account)", "error": "\(error)"])
        }
    }

    private func ask(_ id: ID<Account>) async throws {
        let (row, workspace) = try await kit.store.read { tx in
            let row = try tx.account(id)
            return (row, try row.flatMap { try tx.workspace($0.workspace) })
        }
        guard let row, let workspace, case .ready(let signedIn) = try await keeper.key(for: id) else { return }
        let platform = try kit.platform(row.account.platform)
        let line = kit.metered(for: workspace, platform: platform.id, account: id, work: .inbox, haste: .background)
        var end = await platform.subscription(of: signedIn, now: kit.time.now(), via: line)
        if case .missing = end { end = await platform.subscribe(signedIn, now: kit.time.now(), via: line) }
        let now = kit.time.now()
        let settled = AskedToRing(end, network: platform.name, at: now)
        try await kit.store.write { tx in
            try tx.putRinging(
                of: id, isSubscribed: settled.isSubscribed, trouble: settled.trouble, at: now, next: settled.next)
            tx.noteChange(in: workspace.id)
        }
    }
}

/// What asking a network to ring came to. Pure.
struct AskedToRing: Hashable, Sendable {
    /// Nil: nothing was learnt.
    let isSubscribed: Bool?
    let trouble: Settlement.Story?
    let next: Instant

    /// Once it was answered, it is not asked more often than this.
    static let pause = Duration.days(1)
    /// Of what was not answered.
    static let again = Duration.hours(1)

    init(_ end: Subscription, network: String, at now: Instant) {
        let usual = now + AskedToRing.pause
        switch end {
        case .subscribed: self.init(isSubscribed: true, trouble: nil, next: usual)
        case .missing:
            let story = Settlement.Story(
                "\(network) was asked to call when somebody says something, and does not do it.",
                do: "Look whether the app may have webhooks; Kicau asks again tomorrow.")
            self.init(isSubscribed: false, trouble: story, next: usual)
        case .refused(let refusal), .signedOut(let refusal):
            self.init(isSubscribed: false, trouble: refusal.story, next: usual)
        case .postponed(let until, let why):
            self.init(isSubscribed: nil, trouble: why.story, next: max(until, now + AskedToRing.again))
        case .notOffered: self.init(isSubscribed: nil, trouble: nil, next: usual)
        }
    }

    private init(isSubscribed: Bool?, trouble: Settlement.Story?, next: Instant) {
        self.isSubscribed = isSubscribed
        self.trouble = trouble
        self.next = next
    }
}

/// A network that has called here, signed or with the word that was agreed on, knows our address.
extension Transaction {
    private static func name(_ platform: PlatformID) -> String { "has_called \(platform)" }

    borrowing func hasCalled(_ platform: PlatformID) throws -> Bool {
        try setting(Transaction.name(platform)) != nil
    }

    borrowing func noteCalled(_ platform: PlatformID, at now: Instant) throws {
        guard try !hasCalled(platform) else { return }
        try setSetting(Transaction.name(platform), to: String(now.ms))
    }
}
