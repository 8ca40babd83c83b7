public import KicauCore
import KicauStore

/// Used up credits that somebody is told of.
public struct ToldCredits: Sendable, Hashable {
    /// The same in every try, so that who hears it twice can see that.
    public let name: String
    public let workspace: Workspace
    public let detail: CreditsDetail

    public init(name: String, workspace: Workspace, detail: CreditsDetail) {
        self.name = name
        self.workspace = workspace
        self.detail = detail
    }
}

extension WarningRound {
    /// Once from when they are used up until there are others, to each workspace that is paid from them, whichever node sees
    /// it first.
    func lookAtCredits() async throws {
        let now = kit.time.now()
        let fresh = try await kit.store.read { try $0.creditsGone() }.filter { !$0.isTold }
        let mails = postman != nil
        for gone in fresh {
            let workspaces = try await kit.workspaces(paidFrom: gone)
            try await kit.store.write { tx in
                guard try tx.keepCreditsGone(gone.told, insteadOf: gone) else { return }
                if let told = try tx.creditsTold(gone.platform, payer: gone.payer),
                    now >= told, now < told + WarningRound.creditsRest
                {
                    return
                }
                try tx.noteCreditsTold(gone, at: now)
                for workspace in workspaces {
                    for reader in try tx.warningReaders(of: workspace, mails: mails) {
                        try tx.addNotice(ofCredits: gone, for: reader.stored, in: workspace, at: now)
                    }
                    tx.noteChange(in: workspace)
                }
            }
        }
    }

    /// A little that is left lets cheap calls through and no dear one: that is no news each time.
    private static let creditsRest = Duration.hours(6)

    /// What a notice tells; nil: there are credits again.
    func told(credits platform: PlatformID, payer: String, as name: String, in workspace: Workspace) async throws
        -> ToldCredits?
    {
        guard let gone = try await kit.store.read({ try $0.creditsGone(platform, payer: payer) }) else { return nil }
        let network = kit.platforms[platform]?.name ?? platform.raw
        return ToldCredits(name: name, workspace: workspace, detail: CreditsDetail(gone: gone, network: network))
    }
}

extension Kit {
    /// Those that have a connected account which speaks through the app in question.
    fileprivate func workspaces(paidFrom gone: CreditsGone) async throws -> [ID<Workspace>] {
        guard let platform = platforms[gone.platform] else { return [] }
        let rows = try await store.read { tx in
            try tx.connectedAccounts(on: gone.platform, limit: 1000).compactMap { try tx.account($0) }
        }
        var found: [ID<Workspace>] = []
        for row in rows where !found.contains(row.workspace) {
            if await payer(of: row.account.id, on: platform) == gone.payer { found.append(row.workspace) }
        }
        return found
    }
}
