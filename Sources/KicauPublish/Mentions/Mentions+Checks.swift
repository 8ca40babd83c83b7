import KicauCore

extension Mentions {
    /// Without the sign and the space around it.
    static func name(_ query: String) throws(Problem) -> String {
        var name = query.trimmingWhitespace
        if name.hasPrefix("@") { name.removeFirst() }
        guard !name.isEmpty, name.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            throw Problem(
                .badInput, "There is no name to look for.", do: "Write a handle or the beginning of a name.",
                field: "name")
        }
        guard name.utf8.count <= longestName else {
            throw Problem(
                .tooLong, "A name to look for has \(longestName) bytes at most; this one has \(name.utf8.count).",
                do: "Shorten it.", field: "name")
        }
        return name
    }

    /// A name that nobody can have is not paid for.
    static func check(
        _ search: PeopleSearch, _ name: String, on platform: any Platform, for account: Account
    ) throws(Problem) {
        switch search {
        case .byLetters: return
        case .byName(_, let about):
            // Where handles are no mentions at all, the rule says nothing of what may be looked for.
            guard platform.stray("a", for: account) == nil, let stray = platform.stray(name, for: account) else {
                return
            }
            throw Problem(.badInput, stray.what, do: about, field: "name")
        case .none(let why):
            throw Problem(
                .notPossibleNow, why, do: "Write the mention as \(platform.name) shows it.", field: "account")
        }
    }

    static func people(_ found: PeopleFound, on platform: any Platform) throws(Problem) -> [FoundPerson] {
        switch found {
        case .people(let people): return people
        case .refused(let refusal), .signedOut(let refusal): throw Problem(refusal)
        case .postponed(_, .overBudget(let why)):
            throw Problem(.overBudget, why, do: "Raise the month's budget.")
        case .postponed(_, .overShare(let why)):
            throw Problem(.overBudget, why, do: "Raise that share on Budget, Giving way, or raise the budget.")
        case .postponed(_, let reason): throw Problem(reason)
        case .notOffered:
            throw Problem(
                .notPossibleNow, "\(platform.name) does not let programs do this.",
                do: "Do it in \(platform.name) itself.")
        }
    }
}
