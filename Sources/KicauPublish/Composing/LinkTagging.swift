public import KicauCore
import KicauStore

public struct AccountLinkTags: Sendable, Hashable {
    public let account: AccountSummary
    public let tags: LinkTags
}

extension Publishing {
    public func linkTags(of id: AccountID, for caller: Caller) async throws -> AccountLinkTags {
        try caller.must(.look)
        guard let row = try await kit.store.read({ try $0.account(id, in: caller.workspace.id) }) else {
            throw Accounts.notHere
        }
        return AccountLinkTags(
            account: AccountSummary(row, platform: try kit.platform(row.account.platform)), tags: row.linkTags)
    }

    /// For posts scheduled from now on: what is scheduled already is frozen.
    public func setLinkTags(_ tags: LinkTags, of id: AccountID, by caller: Caller) async throws {
        try caller.must(.publish)
        try await kit.store.write { tx in
            guard try tx.account(id, in: caller.workspace.id) != nil else { throw Accounts.notHere }
            try tx.putLinkTags(tags, of: id)
            tx.noteChange(in: caller.workspace.id)
        }
    }
}
