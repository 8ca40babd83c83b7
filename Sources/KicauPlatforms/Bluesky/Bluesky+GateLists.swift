import KicauCore

/// Whoever is on a list of one's own may answer: lexicon app.bsky.feed.threadgate, listRule; up to five rules in all.
///
/// A list is named by its address at bsky.app, or at any app whose addresses have that form, or by its at:// address.
/// Both say whose it is, so nothing is looked up: lists of others are not offered.
extension Bluesky {
    static let mostRules = Fact(5, from: "lexicon app.bsky.feed.threadgate, allow, maxLength", read: "2026-11-27")
    static let listCollection = "app.bsky.graph.list"
    static let gateLists = PostOption(
        "threadgate_lists", "Lists whose members may answer", .lines(1...mostRules.value, most: 300),
        about: "Lists of your own, one a line: the link at bsky.app, or the at:// address.")

    /// The at:// address of a list that this account made; nil: it is none.
    static func listAddress(_ text: String, of account: Account) -> String? {
        guard let list = NamedRecord(text, collection: listCollection, page: "lists") else { return nil }
        let isOwn = list.author == account.remoteID || list.author == BlueskyIdentity.tidied(account.handle)
        return isOwn ? "at://\(account.remoteID)/\(listCollection)/\(list.key)" : nil
    }

    /// Each once, in the order they were named.
    static func lists(_ chosen: ChosenOptions, of account: Account) -> [String] {
        chosen.all(gateLists.name).compactMap { listAddress($0, of: account) }.reduce(into: []) { lists, list in
            if !lists.contains(list) { lists.append(list) }
        }
    }

    static func brokenLists(_ chosen: ChosenOptions, of account: Account) -> [RuleBroken] {
        var broken = chosen.all(gateLists.name).filter { listAddress($0, of: account) == nil }.map { text in
            RuleBroken(
                "\(text) is no list of \(account.handle) on Bluesky.",
                do: "Copy the link of a list that this account made, one a line.", part: 0)
        }
        let count = chosen.all("threadgate").count + lists(chosen, of: account).count
        if count > mostRules.value {
            broken.append(
                RuleBroken(
                    "Bluesky takes \(mostRules.value) rules for who may answer, lists among them; there are \(count).",
                    do: "Take some out.", part: 0))
        }
        return broken
    }

    static func isList(_ rule: String) -> Bool { rule.hasPrefix("at://") }

    /// As it stands in the gate.
    static func record(ofRule rule: String) -> JSONValue {
        isList(rule)
            ? ["$type": .string("\(threadgate)#listRule"), "list": .string(rule)]
            : ["$type": .string("\(threadgate)#\(rule)")]
    }
}
