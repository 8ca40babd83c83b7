public import KicauCore

/// One professional account by its exact name, for accounts connected by Facebook: developers.facebook.com, IG User
/// business_discovery, read 2026-11-27. The three permissions it needs are asked for at the sign-in anyway.
extension Instagram {
    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        guard login(of: signedIn.account) == .facebook else { return .notOffered }
        // It goes into an expression, so nothing but a name may.
        guard MetaNames.isName(name) else { return .people([]) }
        let graph = graph(signedIn)
        let call = graph.get(
            signedIn.account.remoteID, fields: "business_discovery.username(\(name)){username,name}")
        switch await graph.ask(call, unit: InstagramUnit.read, via: line) {
        case .lost(let failure): return failure.people
        case .no(let complaint):
            return complaint.code == Instagram.noSuchUser ? .people([]) : Instagram.errors.people(of: complaint)
        case .yes(let answer):
            let found = answer["business_discovery"]
            let person = FoundPerson(handle: found?["username"]?.string, name: found?["name"]?.string)
            return .people([person].compactMap(\.self))
        }
    }

    /// "Invalid user id": nobody, or no professional account, as developers tell of it.
    private static let noSuchUser = "110"

    public func stray(_ handle: String, for account: Account) -> StrayMention? { MetaNames.stray(handle, on: name) }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        switch login(of: account) {
        case .facebook:
            .byName(InstagramUnit.read, about: "Instagram finds one professional account by its whole name.")
        case .instagram: .none(why: "Instagram finds others only for accounts that were connected by Facebook.")
        }
    }
}
