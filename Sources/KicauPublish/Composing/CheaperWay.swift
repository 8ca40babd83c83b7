public import KicauCore

/// A way to say the same to one account for less; only what really saves is ever offered.
public struct CheaperWay: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// All links go into the first reply, where one dear part is less than several.
        case linkInReply = "link-in-reply"
        /// The links go, and the text says that they are in the profile.
        case linkInProfile = "link-in-profile"
        case withoutLink = "without-link"
        case withoutComment = "without-comment"
        /// The same words go to an account on another network, in the place of this one.
        case elsewhere
        /// The account is left out of the post.
        case leaveOut = "leave-out"
    }

    public let kind: Kind
    /// What the account would cost then.
    public let fare: Money
    public let saving: Money
    /// The account that would take it; with `elsewhere` only.
    public let account: AccountSummary?

    public init(_ kind: Kind, fare: Money, saving: Money, account: AccountSummary? = nil) {
        self.kind = kind
        self.fare = fare
        self.saving = saving
        self.account = account
    }
}

extension CheaperWay {
    /// Prices each candidate and keeps those that cost less; those that give up most come last.
    ///
    /// - Parameter price: what a wording comes to; nil when the network would not take it, or nobody knows its price.
    static func all(for post: Post, costing now: Money, profile words: String, price: (Post) -> Money?) -> [CheaperWay]
    {
        guard now > .zero else { return [] }
        let ways = [Kind.withoutComment, .linkInReply, .linkInProfile, .withoutLink].compactMap { kind -> CheaperWay? in
            guard let other = post.worded(kind, profile: words), let fare = price(other), fare < now else { return nil }
            return CheaperWay(kind, fare: fare, saving: now - fare)
        }
        return ways + [CheaperWay(.leaveOut, fare: .zero, saving: now)]
    }
}

extension Post {
    /// The same post said a cheaper way; nil where that changes nothing or leaves nothing.
    ///
    /// - Parameter words: what stands in the text for links that are in the profile.
    public func worded(_ kind: CheaperWay.Kind, profile words: String) -> Post? {
        if kind == .withoutComment {
            guard firstComment != nil else { return nil }
            var bare = self
            bare.firstComment = nil
            return bare
        }
        let links = parts.flatMap { $0.text.links }
        var copy = withoutLinks
        for place in copy.parts.indices { copy.parts[place].text = copy.parts[place].text.tidied }
        copy.firstComment = copy.firstComment?.tidied
        if copy.firstComment?.isEmpty == true { copy.firstComment = nil }
        switch kind {
        case .leaveOut, .withoutComment, .elsewhere:
            return nil
        case .withoutLink:
            break
        case .linkInProfile:
            guard let last = copy.parts.indices.last else { return nil }
            copy.parts[last].text = [copy.parts[last].text, words].filter { !$0.isEmpty }.joined(separator: "\n\n")
        case .linkInReply:
            guard !links.isEmpty else { return nil }
            var seen: Set<String> = []
            let new = links.filter { seen.insert($0).inserted && firstComment?.contains($0) != true }
            let comment = ([firstComment ?? ""] + new).filter { !$0.isEmpty }.joined(separator: "\n")
            copy.firstComment = comment
        }
        // A part of a thread that was nothing but its link goes with it.
        if copy.parts.count > 1 { copy.parts.removeAll { $0.text.isEmpty && $0.media.isEmpty } }
        guard !copy.parts.isEmpty, !copy.isEmpty, copy != self else { return nil }
        return copy
    }
}

extension DraftContent {
    /// One account gets other words, or is left out; all others stay as they are. Nil: nothing would change.
    public func cheaper(_ kind: CheaperWay.Kind, for account: AccountID, profile words: String) -> DraftContent? {
        guard accounts.contains(account) else { return nil }
        var copy = self
        copy.wordings.removeAll { $0.account == account }
        guard kind != .leaveOut else {
            copy.accounts.removeAll { $0 == account }
            return copy
        }
        let own = wordings.first { $0.account == account }?.post ?? post
        guard let other = own.worded(kind, profile: words) else { return nil }
        copy.wordings.append(Wording(account: account, post: other))
        return copy
    }
}

extension String {
    /// In order of appearance.
    fileprivate var links: [String] {
        let bytes = Array(utf8)
        return linkRanges.map { String(decoding: bytes[$0], as: UTF8.self) }
    }

    /// Without the holes that links leave: two spaces in a row, spaces and colons at an end.
    fileprivate var tidied: String {
        let lines = split(separator: "\n", omittingEmptySubsequences: false).map { line -> String in
            var line = line.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ")
            while let last = line.last, ":→👉".contains(last) || last.isWhitespace { line.removeLast() }
            return line
        }
        return lines.joined(separator: "\n").trimmingWhitespace
    }
}

/// What stands in a post for a link that is in the profile, in the language of whoever writes.
public enum ProfileWords {
    public static func text(_ language: String?) -> String {
        language == "id" ? "Tautan di profil" : "Link in profile"
    }
}
