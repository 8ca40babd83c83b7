public import KicauCore

/// Whom the small network finds: one line each, by the beginning of the handle.
extension FakePlatform {
    public func peopleSearch(for account: Account) -> PeopleSearch {
        findsByLetters
            ? .byLetters(MeterUnit("token")) : .byName(MeterUnit("user_read"), about: "It finds whole handles.")
    }

    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        do {
            let reply = try await line.call(
                Call(.get, "fake:people", query: [("name", name)]),
                unit: peopleSearch(for: signedIn.account).unit ?? MeterUnit("token"))
            return .people(
                reply.text.split(separator: "\n").compactMap { person in
                    let fields = person.split(separator: "\t").map(String.init)
                    return FoundPerson(handle: fields.first, name: fields.last)
                })
        } catch {
            guard case .neverLeft(let until, let why) = error else {
                return .postponed(until: signedIn.credentials.expires ?? Instant(ms: 0), .platformBusy(answer: nil))
            }
            return .postponed(until: until, why)
        }
    }

    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        handle.contains(".") ? StrayMention("Nobody can be called @\(handle).", do: "Write another handle.") : nil
    }
}
