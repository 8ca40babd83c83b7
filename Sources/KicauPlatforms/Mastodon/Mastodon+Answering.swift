import KicauCore

/// What an answer takes over from what it answers: who may see it, its content warning, and whom it has to name.
struct MastodonAnswer {
    private let visibility: String?
    let spoiler: String?
    private let acct: String?

    /// Nil: the post answers nobody.
    init?(_ receipt: Receipt?) {
        guard let receipt else { return nil }
        visibility = receipt.extra["visibility"]?.string
        spoiler = receipt.extra["spoiler_text"]?.string
        acct = receipt.extra["acct"]?.string
    }

    private static let byReach = ["public", "unlisted", "private", "direct"]

    /// Words of single servers ("local", "list") are taken for the narrowest.
    private static func rank(_ visibility: String) -> Int {
        byReach.firstIndex(of: visibility) ?? byReach.count - 1
    }

    /// The narrower of the two: what was said to few is not carried to many.
    func visibility(wanting wanted: String) -> String {
        guard let visibility else { return wanted }
        return MastodonAnswer.byReach[max(MastodonAnswer.rank(visibility), MastodonAnswer.rank(wanted))]
    }

    /// Servers tell those whom a status names, and nobody else.
    private func isNamed(in text: String, on account: Account) -> Bool {
        guard let acct = acct?.lowercased() else { return true }
        let domain = account.handle.split(separator: "@").last.map(String.init) ?? ""
        let names = acct.contains("@") ? ["@" + acct] : ["@" + acct, "@\(acct)@\(domain.lowercased())"]
        return text.lowercased().split(whereSeparator: \.isWhitespace).contains { word in
            let from = word.drop { $0 != "@" }
            return names.contains { from.hasPrefix($0) && MastodonAnswer.ends(from.dropFirst($0.count)) }
        }
    }

    private static func ends(_ rest: Substring) -> Bool {
        guard let next = rest.first else { return true }
        if next == "." || next == "-" { return ends(rest.dropFirst()) }
        return !(next.isLetter || next.isNumber || next == "_" || next == "@")
    }

    func broken(_ post: Post, chosen: String?, on account: Account) -> [RuleBroken] {
        var broken: [RuleBroken] = []
        if let acct, let text = post.parts.first?.text, !isNamed(in: text, on: account) {
            let reachesNobody = visibility == "direct"
            broken.append(
                RuleBroken(
                    reachesNobody
                        ? "A private answer that does not name @\(acct) reaches nobody."
                        : "The answer does not name @\(acct), who may not hear of it then.",
                    do: "Begin it with @\(acct).", part: 0, weight: reachesNobody ? .refuses : .warns))
        }
        if let chosen, visibility(wanting: chosen) != chosen {
            broken.append(
                RuleBroken(
                    "The answer is shown to no more people than what it answers.",
                    do: "Write a post of your own if more people shall see it.", weight: .warns))
        }
        return broken
    }
}
