import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Asks now and then whether there are credits again, and lets go on what waited for them.
public struct CreditKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.seconds(10)

    public func run() async throws {
        await takeTurns(every: CreditKeeper.pause) { await turn() }
    }

    /// So many accounts of a network are looked through for one that speaks through the app in question.
    private static let mostAccounts = 200
    /// In one look; what is left over is found by the next.
    private static let mostDeliveries = 200

    /// Never throws: what fails here is tried again at the next turn.
    package func turn() async {
        await kit.credits.refresh()
        for platform in kit.platforms.values.sorted(by: { $0.id < $1.id }) {
            do {
                for gone in kit.credits.gone(on: platform.id) where gone.asks(at: kit.time.now()) {
                    try await ask(gone, platform)
                }
                try await goOn(platform)
            } catch {
                kit.log.error(
                    "what waits for credits could not be looked at",
                    metadata: ["platform": "\(platform.id)", "error": "\(error)"])
            }
        }
    }

    /// Whose token it is, is a cheap question. One account's own trouble says nothing of credits, so a few are asked; and
    /// whatever comes of it, the next question has its pause.
    private func ask(_ gone: CreditsGone, _ platform: any Platform) async throws {
        let accounts = try await kit.store.read {
            try $0.connectedAccounts(on: platform.id, limit: CreditKeeper.mostAccounts)
        }
        var tries = 0
        for account in accounts where tries < CreditKeeper.mostTries {
            guard await kit.payer(of: account, on: platform) == gone.payer,
                case .ready(let signedIn) = try await TokenKeeper(kit: kit).key(for: account),
                let workspace = try await workspace(of: account)
            else { continue }
            tries += 1
            let line = kit.metered(
                for: workspace, platform: platform.id, account: account, work: .publishing, haste: .publishing)
            // What else it says of the account is for the daily check to heed.
            if case .known = await platform.whoAmI(signedIn, via: line) { return await kit.credits.paid(gone) }
            // Refused anew, or found to be paid for meanwhile: the line has written it down.
            guard kit.credits.gone(on: platform.id).contains(gone) else { return }
        }
        let now = kit.time.now()
        _ = try await kit.store.write { try $0.keepCreditsGone(gone.asked(at: now), insteadOf: gone) }
        await kit.credits.refresh()
    }

    private static let mostTries = 3

    private func workspace(of account: AccountID) async throws -> Workspace? {
        try await kit.store.read { tx in try tx.account(account).flatMap { try tx.workspace($0.workspace) } }
    }

    /// What waited for credits and is not too late yet goes out; for the rest a person is asked already.
    private func goOn(_ platform: any Platform) async throws {
        let now = kit.time.now()
        let waiting = try await kit.store.read { tx in
            try tx.deliveriesWaitingForMoney(on: platform.id, inTimeAt: now, limit: CreditKeeper.mostDeliveries)
                .compactMap { try tx.delivery($0) }
        }
        for row in waiting where row.waitsForCredits {
            guard let account = try await kit.store.read({ try $0.account(row.account) })?.account,
                let workspace = try await kit.store.read({ try $0.workspace(row.workspace) }),
                await kit.creditsGone(for: account)?.isSaidPaid ?? true
            else { continue }
            try await goOn(row, platform, in: workspace)
        }
    }

    private func goOn(_ row: DeliveryRow, _ platform: any Platform, in workspace: Workspace) async throws {
        let caller = Caller(user: nil, workspace: workspace, role: .owner)
        do {
            try await Publishing(kit: kit).sendAgain(
                row, platform, caller: caller, saying: "There are credits again, so it goes on.")
            kit.bell.ring()
        } catch let problem as Problem where problem.code != .broken && problem.code != .damagedDatabase {
            // A person was faster, or a budget is short meanwhile: then it goes on waiting for one.
            kit.log.info(
                "what waited for credits does not go on",
                metadata: ["delivery": "\(row.id)", "why": "\(problem.what)"])
        }
    }
}

extension DeliveryRow {
    /// Of all that waits for money, what the network's own credits were missing for.
    var waitsForCredits: Bool {
        state == .waiting && waitingFor == .money
            && trouble?.what.template == Postponement.paymentRequired(answer: nil).story.what.template
    }
}
