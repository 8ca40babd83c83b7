import KicauCore
import KicauMeter
import KicauStore
import Logging

/// Carries out what becomes of one delivery that can no longer be paid, or that no quota lets through in time.
///
/// First it is parked: no worker can take it any more, and its money is free. Whatever stops after that, it waits for a
/// person. A changed post goes through the ordinary edit, so what was planned is called off in the transaction that plans it anew.
struct GivingUp: Sendable {
    let kit: Kit
    let story: Settlement.Story
    var shortage = Shortage.money

    /// A delivery, and all that its giving way needs to know.
    struct Case: Sendable {
        let row: DeliveryRow
        let post: PostRow
        let due: Due
        let content: DraftContent
        let giving: GivingWay
        let accounts: [AccountRow]
        /// Acts for who wrote the post.
        let author: Caller

        var networks: [AccountID: PlatformID] {
            Dictionary(accounts.map { ($0.account.id, $0.account.platform) }) { first, _ in first }
        }

        var words: String { ProfileWords.text(author.user?.language) }
    }

    func giveWay(_ delivery: DeliveryID) async throws {
        guard let planned = try await read(delivery, in: .scheduled), try await park(planned.row) else { return }
        kit.bell.ring()
        try await decide(delivery)
    }

    /// Of what waits for a person already, for what it lacks. Where a part of it is out, a person goes on with it.
    func decideWaiting(_ delivery: DeliveryID) async throws {
        let isBegun = try await kit.store.read { tx in
            try tx.steps(of: delivery).contains { $0.step.kind == .commit && $0.state == .settled }
        }
        if !isBegun { try await decide(delivery) }
    }

    private func decide(_ delivery: DeliveryID) async throws {
        for isLast in [false, false, true] {
            guard let given = try await read(delivery, in: .waiting), given.row.waitingFor == shortage.need
            else { return }
            if try await decide(given, tellsWhenOld: !isLast) { return }
        }
    }

    /// False: the post was saved meanwhile, so it has to be read and decided again.
    private func decide(_ given: Case, tellsWhenOld: Bool) async throws -> Bool {
        let offers = try await offers(for: given)
        for yielding in given.giving.decided(own: given.content.ways, offers, due: given.due.instant) {
            do {
                try await carryOut(yielding, given)
                kit.bell.ring()
                return true
            } catch let problem as Problem where problem.code != .broken && problem.code != .damagedDatabase {
                if tellsWhenOld, problem.code == .changedMeanwhile { return false }
                // It could not be had after all: a quota, a budget that somebody else took. The next way is tried.
                kit.log.info(
                    "a way was not to be had",
                    metadata: ["delivery": "\(given.row.id)", "way": "\(yielding)", "why": "\(problem.what)"])
            }
        }
        return true
    }

    func read(_ delivery: DeliveryID, in state: Delivery.State) async throws -> Case? {
        try await kit.store.read { tx in
            guard let row = try tx.delivery(delivery), row.state == state,
                let post = try tx.post(row.post, in: row.workspace), let json = try tx.postContent(row.post),
                let workspace = try tx.workspace(row.workspace), let due = post.due
            else { return nil }
            let author = Caller(
                user: User(id: ID(0), email: "", name: post.author, language: nil), workspace: workspace, role: .owner)
            return Case(
                row: row, post: post, due: due, content: try JSONText.decode(DraftContent.self, from: json),
                giving: try tx.givingWay(of: row.workspace), accounts: try tx.accounts(in: row.workspace),
                author: author)
        }
    }

    func carryOut(_ yielding: Yielding, _ given: Case) async throws {
        switch yielding {
        case .say(let kind):
            guard let content = given.content.cheaper(kind, for: given.row.account, profile: given.words) else {
                throw Publishing.movedOn
            }
            try await plan(
                content, for: given.row.account, at: given.due, given,
                told: shortage.words(of: yielding))
        case .wait(let due):
            try await plan(
                given.content, for: given.row.account, at: due, given,
                told: shortage.words(of: yielding))
        case .goTo(let account):
            try await plan(
                given.content.moved(from: given.row.account, to: account, given.networks), for: account,
                at: try given.dueAgain(at: kit.time.now()), given, told: shortage.words(of: yielding))
        case .ask:
            // It does already.
            return
        case .handOff:
            let now = kit.time.now()
            let story = HandOff.story(story)
            try await kit.store.write { tx in _ = try tx.ask(given.row, for: .handOff, story: story, at: now) }
        }
    }

    func park(_ row: DeliveryRow) async throws -> Bool {
        let now = kit.time.now()
        return try await kit.store.write { tx in try tx.park(row, for: shortage.need, story: story, at: now) }
    }
}

extension GivingUp.Case {
    /// Its own time, or now where that is over: nothing is planned for the past.
    func dueAgain(at now: Instant) throws(Problem) -> Due {
        guard due.instant < now - .seconds(30) else { return due }
        return try Due(at: now, zone: due.zone)
    }
}
