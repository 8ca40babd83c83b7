import KicauCore
import KicauStore

extension CheaperWay {
    /// No more accounts than these are offered in the place of one.
    package static let mostElsewhere = 3

    /// Accounts in the place of one, the cheapest first; the last way stays the one that leaves the account out.
    static func joined(_ ways: [CheaperWay], _ elsewhere: [CheaperWay]) -> [CheaperWay] {
        let cheapest = elsewhere.enumerated()
            .sorted { ($0.element.fare, $0.offset) < ($1.element.fare, $1.offset) }.map(\.element)
        return ways.filter { $0.kind != .leaveOut } + cheapest.prefix(mostElsewhere)
            + ways.filter { $0.kind == .leaveOut }
    }
}

extension Publishing {
    /// Connected accounts on other networks that are not chosen, and that would take one account's share for less.
    ///
    /// An answer to somebody belongs where they spoke.
    func elsewhere(
        _ content: DraftContent, than now: Money, for row: AccountRow, among all: [AccountRow], _ snippets: Snippets,
        in workspace: Workspace, at due: Instant
    ) -> [CheaperWay] {
        guard now > .zero, content.post.answering == nil else { return [] }
        let networks = Dictionary(all.map { ($0.account.id, $0.account.platform) }) { first, _ in first }
        let chosen = Set(content.accounts)
        return all.compactMap { other in
            let account = other.account
            guard account.platform != row.account.platform, !chosen.contains(account.id),
                other.state == AccountState.connected.rawValue, let platform = kit.platforms[account.platform]
            else { return nil }
            let post = content.moved(from: row.account.id, to: account.id, networks).post(for: account.id)
            guard let fare = price(of: post, for: other, snippets, in: workspace, at: due), fare < now else {
                return nil
            }
            return CheaperWay(
                .elsewhere, fare: fare, saving: now - fare, account: AccountSummary(other, platform: platform))
        }
    }
}
