public import KicauCore
import KicauStore

/// Credits at a network that are used up, as the pages show them.
public struct CreditsDetail: Sendable, Hashable {
    public let gone: CreditsGone
    public let network: String

    public init(gone: CreditsGone, network: String) {
        self.gone = gone
        self.network = network
    }
}

extension Publishing {
    /// Those that accounts of the workspace are paid from, by network.
    public func creditsGone(for caller: Caller) async throws -> [CreditsDetail] {
        try caller.must(.look)
        return try await kit.creditsGone(in: caller.workspace.id)
    }

    /// Somebody has topped them up: the next call is tried, and what waits goes on as soon as it was answered.
    ///
    /// - Throws: `Problem` `.notFound` when they are not used up, or no account of the workspace is paid from them.
    public func toppedUp(_ platform: PlatformID, payer: String, by caller: Caller) async throws {
        try caller.must(.manage)
        let known = try await kit.creditsGone(in: caller.workspace.id)
        guard known.contains(where: { $0.gone.platform == platform && $0.gone.payer == payer }) else {
            throw Problem(
                .notFound, "No credits are used up there any more.", do: "Reload the page to see where it stands.")
        }
        await kit.credits.saidPaid(platform, payer: payer)
        await CreditKeeper(kit: kit).turn()
    }

    /// Whoever sends one again that waited for credits says that they are there.
    func trustCredits(of row: DeliveryRow, _ platform: any Platform) async throws {
        guard row.waitsForCredits,
            let account = try await kit.store.read({ try $0.account(row.account) })?.account,
            let gone = await kit.creditsGone(for: account)
        else { return }
        await kit.credits.saidPaid(platform.id, payer: gone.payer)
    }
}

extension Kit {
    func creditsGone(in workspace: ID<Workspace>) async throws -> [CreditsDetail] {
        await credits.refresh()
        let accounts = try await store.read { try $0.accounts(in: workspace) }
            .filter { $0.state != AccountState.disconnected.rawValue }.map(\.account)
        var found: [CreditsDetail] = []
        for account in accounts {
            guard let gone = await creditsGone(for: account), !found.contains(where: { $0.gone == gone }) else {
                continue
            }
            found.append(
                CreditsDetail(gone: gone, network: platforms[account.platform]?.name ?? account.platform.raw))
        }
        return found
    }
}
