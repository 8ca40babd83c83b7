import KicauCore
import KicauPublish

/// One thing that was said.
struct InboxCard: Sendable {
    /// What the reader of the page may do.
    struct Rights: Sendable {
        let mayAnswer: Bool
        let maySort: Bool
        /// Makes pressing a button twice harmless.
        let key: String
    }

    struct Answering: Sendable {
        let path: String
        let key: String
        let text: String
        let isOpen: Bool
    }

    struct Button: Sendable {
        let word: String
        let name: String
        let icon: String
        let isOn: Bool
    }

    struct Member: Sendable {
        let value: String
        let name: String
        let isChosen: Bool
    }

    struct About: Sendable {
        let path: String
        let excerpt: String
        let badge: Badge
    }

    let anchor: String
    let chip: AccountChip
    let kind: String
    let speaker: String
    let handle: String?
    /// Nil: its words are no longer kept.
    let text: String?
    let forgotten: String?
    /// Nil: everybody sees it.
    let waiting: String?
    let moment: Moment
    let url: String?
    let post: About?
    let answer: About?
    let isDone: Bool
    let answering: Answering?
    let deedPath: String?
    let deeds: [Button]
    let donePath: String?
    let assignPath: String?
    let members: [Member]

    init(
        _ item: InboxItem, members: [User], tried: TriedAnswer?, rights: Rights, _ voice: Voice
    ) {
        let path = "/inbox/\(item.id)"
        anchor = "said-\(item.id)"
        chip = AccountChip(item.account)
        kind = voice.say(InboxCard.word(for: item.said.kind))
        let named = item.said.speaker
        speaker =
            !named.name.isEmpty ? named.name : !named.handle.isEmpty ? named.handle : voice.say("Somebody")
        handle = named.handle.isEmpty ? nil : "@\(named.handle)"
        text = item.forgotten == nil ? item.said.text : nil
        forgotten = item.forgotten.map { _ in
            voice.say("\(item.account.platformName) does not allow its people's words to be kept longer.")
        }
        waiting = item.said.waiting.map { InboxCard.word(for: $0, voice) }
        moment = voice.moment(item.said.at)
        url = Links.web(item.said.receipt.url)
        post = item.post.map { About($0, voice) }
        answer = item.answer.map { About($0, voice) }
        isDone = item.done != nil
        let mayAnswer = rights.mayAnswer && item.forgotten == nil && item.said.waiting == nil
        answering =
            mayAnswer
            ? Answering(
                path: "\(path)/answer", key: rights.key, text: tried?.text ?? item.salutation, isOpen: tried != nil)
            : nil
        deedPath = rights.mayAnswer && !item.deeds.isEmpty ? "\(path)/deed" : nil
        deeds = item.deeds.map { InboxCard.button(for: $0, voice) }
        donePath = rights.maySort ? "\(path)/done" : nil
        assignPath = rights.maySort && members.count > 1 ? "\(path)/assignment" : nil
        self.members = members.map {
            Member(value: $0.id.description, name: $0.name, isChosen: $0.id == item.assignee?.id)
        }
    }

    private static func button(for deed: Deed, _ voice: Voice) -> Button {
        switch deed {
        case .like: Button(word: deed.rawValue, name: voice.say("Like"), icon: "heart", isOn: false)
        case .unlike: Button(word: deed.rawValue, name: voice.say("Liked"), icon: "heart", isOn: true)
        case .hide: Button(word: deed.rawValue, name: voice.say("Hide"), icon: "cross", isOn: false)
        case .unhide: Button(word: deed.rawValue, name: voice.say("Hidden"), icon: "cross", isOn: true)
        case .approve: Button(word: deed.rawValue, name: voice.say("Approve"), icon: "check", isOn: false)
        case .ignore: Button(word: deed.rawValue, name: voice.say("Ignore"), icon: "cross", isOn: false)
        }
    }

    private static func word(for waiting: Said.Waiting, _ voice: Voice) -> String {
        switch waiting {
        case .pending: voice.say("Waits for your approval: nobody sees it yet.")
        case .ignored: voice.say("Ignored: nobody sees it.")
        }
    }
}

extension InboxCard.About {
    init(_ post: PostSummary, _ voice: Voice) {
        path = "/posts/\(post.id)"
        excerpt = post.excerpt.isEmpty ? voice.say("Untitled post") : post.excerpt
        badge = voice.badge(post.state)
    }
}

extension InboxCard {
    fileprivate static func word(for kind: Said.Kind) -> Sentence {
        switch kind {
        case .reply: "Reply"
        case .comment: "Comment"
        case .mention: "Mention"
        }
    }
}
