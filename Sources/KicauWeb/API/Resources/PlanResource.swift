import HTTPTypes
import KicauCore
import KicauPublish

/// What can be done to a post's plan, each deed a noun of its own.
enum PlanResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .post, "/posts/{id}/cancellation", "cancelPost", .posts, "Call off what was not sent yet",
            details: "The post becomes a draft again and its money is given back",
            gate: .key(.publish), effect: .changes, answer: .json(.created, PostWire.shape),
            problems: [.notFound, .alreadySent],
            work: { api, ask in
                let id = try ask.number(of: Post.self)
                try await api.house.publishing.cancel(id, by: ask.caller)
                return try await PostResource.show(id, api, ask, status: .created)
            }),
        APIOperation(
            .put, "/posts/{id}/due", "reschedulePost", .posts, "Give a post another due time",
            gate: .key(.publish), effect: .changes, body: .json(AskedDue.shape), answer: .json(.ok, PostWire.shape),
            problems: PostResource.planProblems + [.changedMeanwhile, .alreadySent],
            work: { api, ask in
                let id = try ask.number(of: Post.self)
                let due = try ask.decoded(AskedDue.self).due(for: ask.caller)
                try await api.house.publishing.reschedule(id, timing: .at(due), by: ask.caller)
                return try await PostResource.show(id, api, ask)
            }),
        APIOperation(
            .post, "/posts/{id}/publication", "publishPost", .posts, "Publish a draft or a scheduled post now",
            gate: .key(.publish), effect: .changes, answer: .json(.created, PostWire.shape),
            problems: PostResource.planProblems + [.changedMeanwhile, .alreadySent],
            work: { api, ask in
                let id = try ask.number(of: Post.self)
                try await api.house.publishing.reschedule(id, timing: .now, by: ask.caller)
                return try await PostResource.show(id, api, ask, status: .created)
            }),
    ]
}
