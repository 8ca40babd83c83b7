import HTTPTypes
import KicauCore
import KicauPublish

/// What was said to our accounts, and what is done about it.
enum InboxResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/inbox", "listInbox", .inbox, "List what was said to the accounts, newest first",
            details: "Pages: send the answer's next as after until there is none",
            query: [
                .may("state", .word(["open", "done"]), "What is still to do, or what is done; open when left out"),
                .may("account", .list(.id, 0...60), "Only what was said to this account; may be repeated", like: 1),
                .may("assignee", .id, "Only what this member looks after", like: 1),
                .may("after", .form(.cursor), "The next of the page before"),
                .may("limit", .integer(1...200), "How many on a page; 50 when left out", like: 50),
            ],
            answer: .json(.ok, InboxWire.shape),
            work: { api, ask in
                let listing = try await api.house.publishing.inbox.list(InboxFilter(api: ask.query), for: ask.caller)
                return try .json(InboxWire(listing, ask.voice))
            }),
        APIOperation(
            .post, "/inbox/{id}/answers", "answerSaid", .inbox, "Answer, at once",
            details: "The answer is a post of the account that was spoken to; it goes out once, like any other.",
            gate: .key(.publish), effect: .changes, body: .json(AskedAnswer.shape),
            answer: .json(.created, PostWire.shape), problems: PostResource.planProblems + [.notPossibleNow],
            work: { api, ask in
                let asked = try ask.decoded(AskedAnswer.self)
                let post = try await api.house.publishing.inbox.answer(
                    try ask.number(of: Said.self), with: asked.text, key: ask.planKey, by: ask.caller)
                return try await PostResource.show(post, api, ask, status: .created)
            }),
        APIOperation(
            .post, "/inbox/{id}/acts", "actOnSaid", .inbox, "Like or hide it on its network, or take that back",
            details: "Only what its deeds list now. Doing it twice does no harm.",
            gate: .key(.publish), effect: .changes, body: .json(AskedDeed.shape), answer: .nothing,
            problems: [.notFound, .notPossibleNow, .accountSignedOut, .networkAnswer, .networkUnreachable],
            work: { api, ask in
                let asked = try ask.decoded(AskedDeed.self)
                try await api.house.publishing.inbox.act(
                    asked.deed, on: try ask.number(of: Said.self), by: ask.caller)
                return .nothing
            }),
        APIOperation(
            .put, "/inbox/{id}/done", "finishSaid", .inbox, "Say whether anything is still to do about it",
            gate: .key(.draft), effect: .changes, body: .json(AskedDone.shape), answer: .nothing,
            problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedDone.self)
                try await api.house.publishing.inbox.setDone(
                    asked.done, of: try ask.number(of: Said.self), by: ask.caller)
                return .nothing
            }),
        APIOperation(
            .put, "/inbox/{id}/assignee", "assignSaid", .inbox, "Ask a member to look after it, or nobody",
            gate: .key(.draft), effect: .changes, body: .json(AskedAssignee.shape), answer: .nothing,
            problems: [.notFound],
            work: { api, ask in
                let asked = try ask.decoded(AskedAssignee.self)
                try await api.house.publishing.inbox.assign(
                    try ask.number(of: Said.self), to: asked.member.map { ID($0) }, by: ask.caller)
                return .nothing
            }),
    ]
}

extension InboxFilter {
    init(api query: Form) {
        self.init()
        isDone = query["state"] == "done"
        accounts = query.all("account").compactMap { AccountID($0) }
        assignee = query.filled("assignee").flatMap { ID<User>($0) }
        after = query.filled("after")
        limit = query.filled("limit").flatMap { Int($0) } ?? 50
    }
}

struct AskedAnswer: Decodable, Sendable {
    let text: String

    static let shape = Shape.named(
        "AskedAnswer",
        .object([
            .must("text", .text(most: 10_000), "What is answered", like: "Terima kasih! Kami buka sampai pukul 9.")
        ]))
}

struct AskedDeed: Decodable, Sendable {
    let deed: Deed

    static let shape = Shape.named(
        "AskedDeed", .object([.must("deed", .words(of: Deed.self), "One of its deeds", like: "like")]))
}

struct AskedDone: Decodable, Sendable {
    let done: Bool

    static let shape = Shape.named(
        "AskedDone", .object([.must("done", .bool, "False: something is to do about it again", like: true)]))
}

struct AskedAssignee: Decodable, Sendable {
    let member: Int64?

    static let shape = Shape.named(
        "AskedAssignee", .object([.may("member", .orNull(.id), "Left out or null: nobody in particular", like: 1)]))
}
