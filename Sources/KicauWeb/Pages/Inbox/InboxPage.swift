import KicauCore
import KicauPublish

/// What was said to the workspace's accounts, with what can be done about it.
struct InboxPage: Page {
    static let template = "inbox"

    struct Deaf: Sendable {
        let chip: AccountChip
        let story: StoryText
    }

    let frame: Frame
    let items: [InboxCard]
    let isEmpty: Bool
    let isFiltered: Bool
    let isDone: Bool
    let count: String
    let accounts: [ChoiceLine]
    let deaf: [Deaf]
    let slowed: [Deaf]
    let nextPath: String?
    let problem: ProblemText?

    init(
        _ listing: InboxListing, filter: InboxFilter, accounts: [AccountSummary], tried: TriedAnswer?,
        rights: InboxCard.Rights, frame: Frame, _ voice: Voice
    ) {
        self.frame = frame
        items = listing.items.map { item in
            InboxCard(
                item, members: listing.members, tried: tried?.item == item.id ? tried : nil, rights: rights, voice)
        }
        isEmpty = items.isEmpty
        isFiltered = !filter.accounts.isEmpty || filter.assignee != nil
        isDone = filter.isDone
        count = voice.counted(listing.total, one: "1 message", many: { "\($0) messages" })
        self.accounts = accounts.map {
            ChoiceLine(
                value: $0.id.description, name: "\($0.platformName) · \($0.handle)",
                isChosen: filter.accounts.contains($0.id))
        }
        deaf = listing.deaf.map { Deaf(chip: AccountChip($0.account), story: StoryText($0.missing, voice)) }
        slowed = listing.slowed.map { Deaf(chip: AccountChip($0.account), story: StoryText($0.why, voice)) }
        nextPath = listing.next.map { "/inbox?" + InboxPage.query(filter) + "after=\(Links.query($0))" }
        problem = tried.map { ProblemText($0.problem, voice) }
    }

    private static func query(_ filter: InboxFilter) -> String {
        (filter.isDone ? "state=done&" : "") + filter.accounts.map { "account=\($0)&" }.joined()
    }
}

/// An answer that could not be given: what was written is not lost.
struct TriedAnswer: Sendable {
    let item: SaidID
    let text: String
    let problem: Problem
}
