import KicauCore
import KicauMeter
import KicauStore

extension GivingUp {
    /// What could be had, as far as the ways that were chosen ask for it. Nothing is written.
    func offers(for given: Case) async throws -> Offers {
        let ways = given.content.ways ?? given.giving.publishing
        var offers = Offers()
        if shortage.isHelpedByWording, ways.contains(.cheaper) || given.giving.commentsGoFirst {
            offers.cheaper = try await cheaper(given)
        }
        for way in ways {
            switch way {
            case .later(let days): offers.later += try await firstTime(within: days, given)
            case .other(let account): if try await takes(account, given) { offers.others.insert(account) }
            case .cheaper, .ask, .handOff: break
            }
        }
        return offers
    }

    private func cheaper(_ given: Case) async throws -> [CheaperWay.Kind] {
        guard let row = given.accounts.first(where: { $0.account.id == given.row.account }) else { return [] }
        let publishing = Publishing(kit: kit)
        let snippets = try await kit.store.read { try $0.snippets(of: given.row.workspace) }
        let post = given.content.post(for: row.account.id)
        let workspace = given.author.workspace
        let due = given.due.instant
        // What is not sold at all is dearer than anything.
        let now =
            publishing.price(of: post, for: row, snippets, in: workspace, at: due)
            ?? Money(microUSD: 1_000_000_000_000)
        var kinds: [CheaperWay.Kind] = []
        for way in publishing.cheaperWays(post, than: now, for: row, snippets, in: workspace, at: due, given.words) {
            guard let content = given.content.cheaper(way.kind, for: row.account.id, profile: given.words),
                content.accounts.contains(row.account.id),
                try await fits(content.only(row.account.id, given.networks), at: due, given)
            else { continue }
            kinds.append(way.kind)
        }
        return kinds
    }

    /// The same time of day on the first day it can be paid, and the network lets it through; none within so many days is no offer.
    private func firstTime(within days: Int, _ given: Case) async throws -> [Due] {
        guard let wall = WallFields(given.due.wall) else { return [] }
        let share = given.content.only(given.row.account, given.networks)
        for day in 1...days {
            let day = wall.adding(days: day).dayText
            let due = try Due(wall: "\(day)T\(wall.timeText)", zone: given.due.zone, fold: given.due.fold)
            guard shortage.isOver(at: due.instant, since: kit.time.now()) else { continue }
            if try await fits(share, at: due.instant, given) { return [due] }
        }
        return []
    }

    private func takes(_ account: AccountID, _ given: Case) async throws -> Bool {
        guard !given.content.accounts.contains(account),
            let row = given.accounts.first(where: { $0.account.id == account }),
            row.state == AccountState.connected.rawValue
        else { return false }
        let due = try given.dueAgain(at: kit.time.now()).instant
        guard try await isOpen(row.account, at: due, given) else { return false }
        let moved = given.content.moved(from: given.row.account, to: account, given.networks)
        return try await fits(moved.only(account, given.networks), at: due, given)
    }

    /// Neither its credits nor its quota would send the post away again.
    private func isOpen(_ account: Account, at due: Instant, _ given: Case) async throws -> Bool {
        guard await kit.creditsGone(for: account) == nil else { return false }
        await kit.quotas.flush()
        let limits = kit.sendLimits[account.platform] ?? []
        let now = kit.time.now()
        let room = try await kit.store.read { try $0.nextRoom(for: account, under: limits, at: now) }
        return room.map { $0 <= due + given.author.workspace.missedLimit + Shortage.grace } ?? true
    }

    /// The account would take it, it has a price, and no hard budget would be passed by it.
    private func fits(_ content: DraftContent, at due: Instant, _ given: Case) async throws -> Bool {
        let preview = try await Publishing(kit: kit).preview(
            content, at: due, looksAhead: false, for: given.author)
        return preview.canGoOut && preview.plan?.isOver != true
    }
}
