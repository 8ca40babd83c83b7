public import KicauCore

/// One public profile by its exact name: developers.facebook.com, Threads profiles, Profile Discovery; Meta's Postman
/// collection, 2026-01-02; read 2026-11-27. Without Advanced Access only some of Meta's own accounts are found.
extension Threads {
    static let discovery = "threads_profile_discovery"

    /// A dialog refuses to open for permissions that the app was not given, so these two are asked for only where
    /// the operator says that the app has them.
    func scopes(_ app: AppKeys) -> [String] {
        signIn.scopes + (app.addresses["threadsProfiles"] == "yes" ? [Threads.discovery] : [])
            + (app.addresses["threadsPlaces"] == "yes" ? [Threads.placing] : [])
    }

    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        guard MetaNames.isName(name) else { return .people([]) }
        let graph = graph(signedIn)
        let call = graph.get("profile_lookup", query: [("username", name)])
        switch await graph.ask(call, unit: ThreadsUnit.read, via: line) {
        case .lost(let failure): return failure.people
        case .no(let complaint):
            guard Threads.errors.meaning(of: complaint) == .permission else {
                return Threads.errors.people(of: complaint)
            }
            return .refused(Threads.undiscovered(complaint))
        case .yes(let found):
            let person = FoundPerson(handle: found["username"]?.string, name: found["name"]?.string)
            return .people([person].compactMap(\.self))
        }
    }

    private static func undiscovered(_ complaint: Complaint) -> Refusal {
        Refusal(
            .permission, "Threads shows profiles only to apps with the permission threads_profile_discovery.",
            do:
                "Ask whoever runs Kicau to get it and to set threadsProfiles, then connect the account again.",
            answer: complaint.answer, status: complaint.status)
    }

    public func stray(_ handle: String, for account: Account) -> StrayMention? { MetaNames.stray(handle, on: name) }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        .byName(
            ThreadsUnit.read, about: "Threads finds one public profile by its whole name, for apps that Meta allows to."
        )
    }
}
