public import KicauCore

/// X has no search by letters for apps that pay by the call: one whole handle a time, for the price of a user.
extension X {
    static let longestHandle = Fact(
        15, from: "X OpenAPI 2.167, GET /2/users/by/username/{username}", read: "2026-11-27")

    static func isHandle(_ name: String) -> Bool { name.isName(1...longestHandle.value, and: "_") }

    public func find(_ name: String, for signedIn: SignedIn, via line: any Line) async -> PeopleFound {
        guard X.isHandle(name) else { return .people([]) }
        let call = Call(.get, X.api(signedIn.app) + "/2/users/by/username/" + name)
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(call, unit: XUnit.userRead)
            guard reply.isSuccess, let answer = reply.json else { return X.errors.people(of: X.complaint(reply)) }
            // Nobody, or somebody who was suspended: then the answer is a success with an error in it.
            guard let user = answer["data"] else { return .people([]) }
            let person = FoundPerson(handle: user["username"]?.string, name: user["name"]?.string)
            return .people([person].compactMap(\.self))
        } catch { return error.people }
    }

    public func peopleSearch(for account: Account) -> PeopleSearch {
        .byName(XUnit.userRead, about: "X finds one account by its whole handle.")
    }

    /// X links the letters up to the first sign it does not know: the handle of another network is a stranger's here.
    public func stray(_ handle: String, for account: Account) -> StrayMention? {
        guard !X.isHandle(handle) else { return nil }
        let linked = handle.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if linked.count < handle.count, X.isHandle(String(linked)), !handle.contains("@") {
            return StrayMention(
                "On X, @\(handle) mentions @\(linked), who may be somebody else.",
                do: "Write the name on \(name), or other words for this account.")
        }
        return StrayMention(
            "Nobody on \(name) can be called @\(handle).",
            do: "Write the name on \(name), or other words for this account.")
    }
}
