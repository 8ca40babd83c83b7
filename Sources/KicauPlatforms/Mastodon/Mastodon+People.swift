public import KicauCore

/// Its server's search, among those whom the server knows (docs.joinmastodon.org, methods, search; read 2026-11-27).
extension Mastodon {
    /// Of names on Mastodon itself; other software that speaks its API has none with full stops either.
    static let longestLocalName = Fact(30, from: "mastodon/mastodon, account.rb (remembered)", read: "2026-11-27")

    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        let account = signedIn.account
        // Not resolved: no server is made to call another one for every letter that is typed.
        let call = Call(
            .get, account.server + "/api/v2/search",
            query: [
                ("q", name), ("type", "accounts"), ("resolve", "false"), ("limit", String(Mastodon.mostPeople)),
            ],
            headers: [signedIn.credentials.bearer])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.read)
            guard reply.isSuccess, let people = reply.json?["accounts"]?.array else {
                return Mastodon.errors.people(of: Mastodon.complaint(reply))
            }
            let home = account.handle.split(separator: "@").last.map(String.init) ?? ""
            return .people(people.prefix(Mastodon.mostPeople).compactMap { Mastodon.person($0, home: home) })
        } catch { return error.people }
    }

    /// Who is at home on the same server comes without it; written whole, the name means the same from any server.
    private static func person(_ found: JSONValue, home: String) -> FoundPerson? {
        guard let name = found["acct"]?.string, !name.isEmpty else { return nil }
        return FoundPerson(
            handle: name.contains("@") || home.isEmpty ? name : "\(name)@\(home)", name: found["display_name"]?.string)
    }

    public func peopleSearch(for account: Account) -> PeopleSearch { .byLetters(MastodonUnit.read) }

    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        let halves = handle.split(separator: "@", omittingEmptySubsequences: false)
        let isKnown =
            switch halves.count {
            case 1: handle.isName(1...Mastodon.longestLocalName.value, and: "_")
            case 2: !halves[0].isEmpty && halves[1].contains(".")
            default: false
            }
        guard !isKnown else { return nil }
        return StrayMention(
            "Nobody on \(name) can be called @\(handle).",
            do: "Write @name, or @name@server for somebody on another server.")
    }
}
