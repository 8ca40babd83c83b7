import HTTPTypes
import KicauCore
import KicauPublish

/// Posts: listing, writing, looking at and throwing away.
enum PostResource {
    private static let filter: [Member] = [
        .may("account", .list(.id, 0...60), "Only posts for this account; may be repeated", like: 1),
        .may(
            "state", .list(.words(of: PostState.self), 0...PostState.allCases.count),
            "Only posts in this state; may be repeated", like: "scheduled"),
        .may("campaign", .id, "Only posts of this campaign", like: 3),
        .may("text", .text(most: 200), "Only posts with these words", like: "kopi"),
    ]

    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/posts", "listPosts", .posts, "List posts, newest first",
            details: "Pages: send the answer's next as after until there is none",
            query: filter + [
                .may("after", .form(.cursor), "The next of the page before"),
                .may("limit", .integer(1...200), "How many on a page; 50 when left out", like: 50),
            ],
            answer: .json(.ok, PostList.shape),
            work: { api, ask in
                try .json(PostList(try await api.house.publishing.list(PostFilter(api: ask.query), for: ask.caller)))
            }),
        APIOperation(
            .post, "/posts", "createPost", .posts, "Write a post: a draft, or a plan to publish",
            details: """
                With the plan schedule or publish_now everything is rendered, priced, paid for and frozen at once, or
                nothing is: a broken rule, a missing price or an empty budget is told here and not at sending time.
                """,
            gate: .key(.draft), effect: .changes, body: .json(PlannedPost.shape),
            answer: .json(.created, PostWire.shape),
            problems: planProblems,
            work: { api, ask in try await write(ask.decoded(PlannedPost.self), as: nil, api, ask) }),
        APIOperation(
            .post, "/posts/preview", "previewPost", .posts, "Show what each network would get, say and cost",
            details: "Keeps nothing, so it needs no Idempotency-Key",
            body: .json(AskedPreview.shape), answer: .json(.ok, PreviewWire.shape),
            problems: [.tooLong, .tooManyPictures, .notFound, .badDate, .unknownZone],
            work: { api, ask in
                let asked = try ask.decoded(AskedPreview.self)
                let due = try asked.due?.due(for: ask.caller).instant
                let preview = try await api.house.publishing.preview(
                    asked.content.draft, at: due, except: asked.post.map { ID($0) }, for: ask.caller)
                return try .json(PreviewWire(preview, ask.voice))
            }),
        APIOperation(
            .get, "/calendar", "showCalendar", .posts, "List posts due in a span, soonest first",
            details: "At most 1000 posts, and at most 400 days",
            query: [
                .must("from", .instant, "The span's first moment"), .must("to", .instant, "The first moment after it"),
            ]
                + filter.filter { $0.name != "text" },
            answer: .json(.ok, AccountResource.items("Calendar", PostBrief.shape, most: 1000)), problems: [.badDate],
            work: calendar),
        APIOperation(
            .get, "/posts/{id}", "showPost", .posts, "Show a post with its deliveries, steps, attempts and receipts",
            answer: .json(.ok, PostWire.shape), problems: [.notFound],
            work: { api, ask in try await show(try ask.number(of: Post.self), api, ask) }),
        APIOperation(
            .get, "/posts/{id}/receipt", "showRecord", .posts,
            "Show a post's delivery record, which others can verify without this Kicau",
            details: "The form is also a document of its own, docs/receipts.schema.json",
            answer: .json(.ok, RecordShape.shape), problems: [.notFound],
            work: { api, ask in
                try .json(
                    try await api.house.publishing.record(
                        of: try ask.number(of: Post.self), version: api.house.settings.version, for: ask.caller))
            }),
        APIOperation(
            .put, "/posts/{id}", "editPost", .posts, "Replace a post and its plan",
            details: """
                Possible as long as nothing of it was sent. What was planned is called off and its money given back
                before the new plan is made, in one step.
                """,
            gate: .key(.draft), effect: .changes, body: .json(PlannedPost.editShape),
            answer: .json(.ok, PostWire.shape), problems: planProblems + [.changedMeanwhile, .alreadySent],
            work: { api, ask in
                try await write(ask.decoded(PlannedPost.self), as: try ask.number(of: Post.self), api, ask)
            }),
        APIOperation(
            .delete, "/posts/{id}", "deleteDraft", .posts, "Throw a draft away",
            gate: .key(.draft), effect: .changes, answer: .nothing, problems: [.notFound, .notPossibleNow],
            work: { api, ask in
                try await api.house.publishing.deleteDraft(try ask.number(of: Post.self), by: ask.caller)
                return .nothing
            }),
        APIOperation(
            .post, "/posts/{id}/copies", "copyPost", .posts, "Make a new draft of a post",
            gate: .key(.draft), effect: .changes, answer: .json(.created, PostWire.shape), problems: [.notFound],
            work: { api, ask in
                let copy = try await api.house.publishing.duplicate(try ask.number(of: Post.self), by: ask.caller)
                return try await show(copy, api, ask, status: .created)
            }),
    ]

    static let planProblems: [Problem.Code] = [
        .tooLong, .tooManyPictures, .emptyPost, .noAccountChosen, .ruleBroken, .pastDate, .tooFarAhead, .badDate,
        .noFreeSlot, .unknownZone, .accountSignedOut, .overBudget, .unknownPrice, .notSoldAnyMore, .notFound,
    ]

    @Sendable
    private static func write(_ post: PlannedPost, as id: PostID?, _ api: API, _ ask: Ask) async throws -> Reply {
        let publishing = api.house.publishing
        let written: PostID
        switch try post.timing(for: ask.caller) {
        case nil:
            // Whoever may not publish may not call a plan off by making a draft of it either.
            if let id, try await publishing.post(id, for: ask.caller).state != .draft { try ask.caller.must(.publish) }
            written = try await publishing.saveDraft(post.content.draft, as: id, version: post.version, by: ask.caller)
        case .some(let timing):
            written = try await publishing.schedule(
                post.content.draft, as: id, version: post.version, timing: timing, key: ask.planKey, by: ask.caller)
        }
        return try await show(written, api, ask, status: id == nil ? .created : .ok)
    }

    @Sendable
    private static func calendar(_ api: API, _ ask: Ask) async throws -> Reply {
        guard let from = try ask.instant("from"), let to = try ask.instant("to"), from < to, to - from <= .days(400)
        else {
            throw Problem(
                .badDate, "The calendar needs a span of at most 400 days.",
                do: "Send from and to, such as from=2026-12-01T00:00:00Z&to=2027-01-01T00:00:00Z.", field: "to")
        }
        let posts = try await api.house.publishing.calendar(
            from: from, to: to, filter: PostFilter(api: ask.query), for: ask.caller)
        return try .json(Items(posts.map(PostBrief.init)))
    }

    static func show(
        _ id: PostID, _ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok
    ) async throws -> Reply {
        try .json(PostWire(try await api.house.publishing.post(id, for: ask.caller), ask.voice), status: status)
    }
}

extension PostFilter {
    init(api query: Form) {
        self.init()
        accounts = query.all("account").compactMap { AccountID($0) }
        states = query.all("state").compactMap(PostState.init)
        campaign = query.filled("campaign").flatMap { ID($0) }
        text = query.filled("text")
        after = query.filled("after")
        limit = query.filled("limit").flatMap { Int($0) } ?? 50
    }
}
