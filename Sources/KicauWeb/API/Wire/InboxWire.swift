import KicauCore
import KicauPublish

/// A page of the inbox.
struct InboxWire: Encodable, Sendable {
    let items: [SaidWire]
    let next: String?
    let total: Int
    let deaf: [DeafWire]
    let slowed: [DeafWire]

    init(_ listing: InboxListing, _ voice: Voice) {
        items = listing.items.map(SaidWire.init)
        next = listing.next
        total = listing.total
        deaf = listing.deaf.map { DeafWire($0.account, $0.missing, voice) }
        slowed = listing.slowed.map { DeafWire($0.account, $0.why, voice) }
    }

    static let shape = Shape.named(
        "Inbox",
        .object([
            .must("items", .list(SaidWire.shape, 0...200), "Newest first"),
            .may("next", .form(.cursor), "Send it as after for the next page"),
            .must("total", .count, "How many there are in all", like: 3),
            .must("deaf", .list(DeafWire.shape, 0...1_000), "Accounts that could not be listened to the last time"),
            .must(
                "slowed", .list(DeafWire.shape, 0...1_000),
                "Accounts that are listened to a quarter as often, because a budget is on its way to its end"),
        ]))
}

struct DeafWire: Encodable, Sendable {
    let account: AccountBrief
    let what: String
    let toDo: String?

    init(_ account: AccountSummary, _ why: Settlement.Story, _ voice: Voice) {
        self.account = AccountBrief(account)
        what = voice.say(why.what)
        toDo = why.toDo.map(voice.say)
    }

    static let shape = Shape.named(
        "DeafAccount",
        .object([
            .must("account", AccountBrief.shape, "Whom"),
            .must("what", .text(most: 2_000), "Why", like: "The network asked us to slow down."),
            .may("to_do", .text(most: 2_000), "What helps"),
        ]))
}

/// Something said to one of our accounts.
struct SaidWire: Encodable, Sendable {
    let id: Int64
    let account: AccountBrief
    let kind: String
    let remoteId: String
    let url: String?
    let speakerName: String?
    let speakerHandle: String?
    let text: String?
    let said: String
    let post: Int64?
    let answer: Int64?
    let assignee: Int64?
    let liked: Bool
    let hidden: Bool
    let waiting: String?
    let done: String?
    let deeds: [String]
    let salutation: String?

    init(_ item: InboxItem) {
        id = item.id.raw
        account = AccountBrief(item.account)
        kind = item.said.kind.rawValue
        remoteId = item.said.receipt.remoteID
        url = item.said.receipt.url
        speakerName = item.said.speaker.name.isEmpty ? nil : item.said.speaker.name
        speakerHandle = item.said.speaker.handle.isEmpty ? nil : item.said.speaker.handle
        text = item.forgotten == nil ? item.said.text : nil
        said = Timestamp.text(item.said.at)
        post = item.post?.id.raw
        answer = item.answer?.id.raw
        assignee = item.assignee?.id.raw
        liked = item.isLiked
        hidden = item.isHidden
        waiting = item.said.waiting?.rawValue
        done = item.done.map(Timestamp.text)
        deeds = item.deeds.map(\.rawValue)
        salutation = item.salutation.isEmpty ? nil : item.salutation
    }

    static let shape = Shape.named(
        "Said",
        .object([
            .must("id", .id, "Its number here", like: 7),
            .must("account", AccountBrief.shape, "Whom it was said to"),
            .must("kind", .words(of: Said.Kind.self), "How", like: "comment"),
            .must("remote_id", .text(most: 1_000), "Its identity on the network", like: "17900000000000001"),
            .may("url", .text(most: 4_096), "Where it is seen"),
            .may("speaker_name", .text(most: 1_000), "Who said it, if the network tells", like: "Budi"),
            .may("speaker_handle", .text(most: 1_000), "Without the sign", like: "budi@mastodon.example"),
            .may(
                "text", .text(most: Said.longest), "Left out when it may not be kept any longer",
                like: "Buka jam berapa?"),
            .must("said", .instant, "When"),
            .may("post", .id, "Ours, that it is about"),
            .may("answer", .id, "The newest answer given here"),
            .may("assignee", .id, "The member who looks after it"),
            .must("liked", .bool, "By this account, from here"),
            .must("hidden", .bool, "By this account, from here"),
            .may(
                "waiting", .words(of: Said.Waiting.self),
                "Nobody sees it until it is approved; left out where it does not wait"),
            .may("done", .instant, "Since when nothing is to do about it"),
            .must("deeds", .list(.words(of: Deed.self), 0...Deed.allCases.count), "What can be done with it now"),
            .may("salutation", .text(most: 1_000), "What an answer has to begin with", like: "@budi@mastodon.example "),
        ]))
}
