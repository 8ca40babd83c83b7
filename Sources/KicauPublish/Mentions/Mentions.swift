public import KicauCore
import KicauMeter
import KicauStore

/// Looking up whom a post mentions. Checked against the caller's role and workspace.
public struct Mentions: Sendable {
    let kit: Kit

    static let longestName = 200

    /// What each connected account can be asked, for the composer.
    public func offers(for caller: Caller) async throws -> [PeopleOffer] {
        try caller.must(.look)
        return try await kit.store.read { try $0.accounts(in: caller.workspace.id) }
            .filter { $0.state == AccountState.connected.rawValue }
            .map { row in
                let platform = try kit.platform(row.account.platform)
                return offer(platform.peopleSearch(for: row.account), AccountSummary(row, platform: platform), caller)
            }
    }

    /// What nobody knows the price of is not offered.
    private func offer(_ search: PeopleSearch, _ account: AccountSummary, _ caller: Caller) -> PeopleOffer {
        do throws(Problem) {
            return PeopleOffer(account: account, search: search, price: try price(search, account.platform, caller))
        } catch {
            return PeopleOffer(account: account, search: .none(why: error.what), price: .zero)
        }
    }

    private func price(
        _ search: PeopleSearch, _ platform: PlatformID, _ caller: Caller
    ) throws(Problem) -> Money {
        try kit.fare(
            for: [search.unit].compactMap(\.self), on: platform, of: caller.workspace, at: kit.time.now()
        ).total
    }

    /// Looks for people by the beginning of a name or by a whole one, whichever the account's network has.
    ///
    /// What was found within ten minutes is not asked for again. `paying`: may the look-up cost money?
    /// - Throws: `Problem`; nobody found is no problem.
    public func people(
        called query: String, by id: AccountID, paying: Bool = false, for caller: Caller
    ) async throws -> PeopleAnswer {
        try caller.must(.draft)
        let name = try Mentions.name(query)
        guard let row = try await kit.store.read({ try $0.account(id, in: caller.workspace.id) }) else {
            throw Accounts.notHere
        }
        let platform = try kit.platform(row.account.platform)
        let account = AccountSummary(row, platform: platform)
        let search = platform.peopleSearch(for: row.account)
        try Mentions.check(search, name, on: platform, for: row.account)
        if let known = kit.lookUps.found(name, by: id, at: kit.time.now()) {
            return PeopleAnswer(account: account, name: name, people: known, paid: .zero)
        }
        let price = try price(search, platform.id, caller)
        guard price == .zero || paying else {
            throw Problem(
                .notPossibleNow, "Looking somebody up on \(platform.name) costs \(price).",
                do: "Ask again, and allow it to cost that.", field: "pay")
        }
        let (people, isPaid) = try await ask(name, platform, id, caller)
        return PeopleAnswer(account: account, name: name, people: people, paid: isPaid ? price : .zero)
    }

    private func ask(
        _ name: String, _ platform: any Platform, _ id: AccountID, _ caller: Caller
    ) async throws -> (people: [FoundPerson], isPaid: Bool) {
        guard kit.lookUps.mayAsk(id, at: kit.time.now()) else {
            throw Problem(
                .tooManyTries, "This account looked up \(LookUps.mostPerMinute) names within a minute.",
                do: "Wait a minute, then go on.")
        }
        let signedIn: SignedIn
        switch try await TokenKeeper(kit: kit).key(for: id) {
        case .ready(let key): signedIn = key
        case .signedOut:
            throw Problem(
                .accountSignedOut, "The account is signed out, so nobody can be looked up.",
                do: "Reconnect the account, then try again.")
        case .tryLater(_, let reason): throw Problem(reason)
        }
        let line = BilledLine(
            line: kit.metered(for: caller.workspace, platform: platform.id, account: id, work: .lookUps),
            billed: platform.billed)
        let people = try Mentions.people(await platform.find(name, for: signedIn, via: line), on: platform)
        kit.lookUps.keep(people, for: name, by: id, at: kit.time.now())
        return (people, line.isBilled)
    }
}
