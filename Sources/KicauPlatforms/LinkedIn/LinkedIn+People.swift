public import KicauCore

/// Organisations by the name in their page's address, for accounts of organisations.
///
/// learn.microsoft.com, Organization Lookup, read 2026-11-27 as stored: it needs `rw_organization_admin`, and shows the
/// id and the names of an organisation that one does not administer as well.
extension LinkedIn {
    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        guard signedIn.account.isOrganisation else { return .notOffered }
        let call = Call(
            .get, LinkedInWire.api(signedIn.app) + "/rest/organizations",
            query: [("q", "vanityName"), ("vanityName", name)],
            headers: LinkedInWire.headers(signedIn) + [("x-restli-method", Redacted("FINDER"))])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.read)
            guard reply.isSuccess, let found = reply.json?["elements"]?.array else {
                return LinkedIn.errors.people(of: LinkedIn.complaint(reply))
            }
            return .people(found.prefix(LinkedIn.mostPeople).compactMap(LinkedIn.organisation))
        } catch { return error.people }
    }

    /// LinkedIn links a mention whose name is the organisation's very name; one with brackets cannot be written.
    private static func organisation(_ found: JSONValue) -> FoundPerson? {
        guard let id = found["id"]?.string, id.isDigits, let name = found["localizedName"]?.string else { return nil }
        let mention = "@[\(name)](urn:li:organization:\(id))"
        guard LinkedInMentions(in: mention).shown == name else { return nil }
        return FoundPerson(handle: found["vanityName"]?.string ?? id, name: name, mention: mention)
    }

    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        StrayMention(
            "On LinkedIn, @\(handle) stays plain text.",
            do: "Leave it so, or mention an organisation as @[Name](urn:li:organization:number).")
    }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        account.isOrganisation
            ? .byName(
                LinkedInUnit.read,
                about: "LinkedIn finds one organisation by the last part of its page's address, and people for no app.")
            : .none(why: "LinkedIn finds organisations for accounts of organisations alone, and people for no app.")
    }
}
