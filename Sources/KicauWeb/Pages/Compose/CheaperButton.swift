import KicauCore
import KicauPublish

/// One press that says the same for less.
struct CheaperButton: Sendable, Hashable {
    /// "cheaper:link-in-reply:4", or "elsewhere:4:7"
    let act: String
    let name: String
    /// "$0.23, saves $0.17"
    let price: String

    init(_ way: CheaperWay, for account: AccountID, _ voice: Voice) {
        act = way.account.map { "elsewhere:\(account):\($0.id)" } ?? "cheaper:\(way.kind.rawValue):\(account)"
        name = voice.say(way.account?.instead ?? way.kind.inWords)
        price =
            way.fare == .zero
            ? voice.say("saves \(voice.money(way.saving))")
            : voice.say("\(voice.money(way.fare)), saves \(voice.money(way.saving))")
    }
}

extension Composing {
    /// The account gets its own, cheaper words, or is left out. What it said before can be had back by editing.
    mutating func cheapen(_ kind: CheaperWay.Kind, for account: AccountID, profile words: String) {
        guard accounts.contains(account) else { return }
        guard kind != .leaveOut else {
            accounts.removeAll { $0 == account }
            own[account] = nil
            return
        }
        let said = own[account] ?? Own(texts: parts.map(\.text), comment: firstComment)
        // Pictures keep their places, so a part that had only its link stays as an empty one.
        let post = Post(
            parts: said.texts.map { Post.Part(text: $0) }, firstComment: said.comment.isEmpty ? nil : said.comment)
        guard let other = post.worded(kind, profile: words) else { return }
        own[account] = Own(texts: other.parts.map(\.text), comment: other.firstComment ?? "")
    }
}

extension Composing {
    /// The same words, with the pictures of all, to another account in the place of this one.
    mutating func move(from account: AccountID, to other: AccountID) {
        guard accounts.contains(account), !accounts.contains(other) else { return }
        accounts = accounts.map { $0 == account ? other : $0 }
        own[other] = own.removeValue(forKey: account)
    }
}

extension CheaperWay.Kind {
    fileprivate var inWords: Sentence {
        switch self {
        case .linkInReply: "Put the links into the first reply"
        case .linkInProfile: "Say that the link is in the profile"
        case .withoutLink: "Leave the link out here"
        case .withoutComment: "Leave the first comment out here"
        case .elsewhere: "Post it on another network instead"
        case .leaveOut: "Leave this account out"
        }
    }
}

extension AccountSummary {
    fileprivate var instead: Sentence { "Post it to \(handle) on \(platformName) instead" }
}
