import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Counts who follows each account: once a day, or less often where the network wants to be paid for it. Then too an
/// account's own server, where it has one, is asked again what it takes.
///
/// Money that is set aside for sending is not there for it; what the budget does not allow is left out, and said.
public struct AccountCounter: Service {
    private let kit: Kit
    private let keeper: TokenKeeper

    public init(kit: Kit) {
        self.kit = kit
        keeper = TokenKeeper(kit: kit)
    }

    /// Whoever dies while he counts leaves the account to others after that.
    private static let patience = Duration.hours(1)
    /// What could not be counted is not asked for more often: a call whose answer was lost may have been billed.
    private static let again = Duration.days(1)
    /// At once.
    private static let room = 4

    public func run() async throws {
        let bell = Bell()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await turn() < AccountCounter.room { await bell.wait(upTo: .seconds(60)) }
            }
        }
    }

    /// Counts what is due now; gives how many accounts that were.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            let due = try await kit.store.write { tx in
                try tx.claimAccountCounts(AccountCounter.room, at: now, until: now + AccountCounter.patience)
            }
            await withDiscardingTaskGroup { group in
                for account in due { group.addTask { await carry(account) } }
            }
            return due.count
        } catch {
            kit.log.error("the accounts to count could not be read", metadata: ["error": "\(error)"])
            return 0
        }
    }

    /// Never throws: what fails here is due again when patience ends.
    private func carry(_ account: ID<Account>) async {
        do {
            try await count(account)
        } catch {
            kit.log.error("an account could not be counted", metadata: ["account": "\(account)", "error": "\(error)"])
        }
    }

    private func count(_ id: ID<Account>) async throws {
        let (row, workspace) = try await kit.store.read { tx in
            let row = try tx.account(id)
            return (row, try row.flatMap { try tx.workspace($0.workspace) })
        }
        guard let row, let workspace, case .ready(let signedIn) = try await keeper.key(for: id) else { return }
        let platform = try kit.platform(row.account.platform)
        let line = kit.metered(
            for: workspace, platform: platform.id, account: id, work: .newReadings, haste: .background)
        let numbers = await platform.count(signedIn, via: line)
        let announced = await platform.announced(to: signedIn, via: line)
        let now = kit.time.now()
        let next = now + (numbers.isOnlyMissing ? AccountCounter.again : platform.rules.countsEvery)
        try await kit.store.write { tx in
            try tx.addAccountReadings(numbers, of: id, at: now, next: next)
            try tx.putAnnounced(announced, of: id)
            tx.noteChange(in: workspace.id)
        }
    }
}
