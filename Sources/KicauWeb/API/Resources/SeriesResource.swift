import HTTPTypes
import KicauCore
import KicauPublish

/// Series: posts that come again.
enum SeriesResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/series", "listSeries", .series, "List the series, newest first",
            answer: .json(.ok, AccountResource.items("SeriesList", SeriesWire.shape, most: 200)),
            work: { api, ask in
                let series = try await api.house.publishing.series(for: ask.caller)
                return try .json(Items(series.map { SeriesWire($0, ask.voice) }))
            }),
        APIOperation(
            .post, "/series", "startSeries", .series, "Begin a series",
            details: """
                Its posts are planned some weeks ahead, each as an ordinary post that can be edited alone. What cannot
                be scheduled when its turn comes, for want of money say, is kept as a post that needs a person.
                """,
            gate: .key(.publish), effect: .changes, body: .json(AskedSeries.shape),
            answer: .json(.created, SeriesWire.shape), problems: PostResource.planProblems,
            work: { api, ask in
                let asked = try ask.decoded(AskedSeries.self)
                let id = try await api.house.publishing.startSeries(
                    asked.content.draft, try asked.recurrence(for: ask.caller), key: ask.planKey, by: ask.caller)
                return try await show(id, api, ask, status: .created)
            }),
        APIOperation(
            .get, "/series/{id}", "showSeries", .series, "Show a series with the posts made of it",
            answer: .json(.ok, SeriesWire.shape), problems: [.notFound],
            work: { api, ask in try await show(try ask.number(of: Series.self), api, ask) }),
        change("pause", "pauseSeries", "Call off what is planned of it, until it goes on") {
            try await $0.pauseSeries($1, by: $2)
        },
        change("resumption", "resumeSeries", "Let it go on after a pause") { try await $0.resumeSeries($1, by: $2) },
        change("end", "endSeries", "Call off what is planned of it, for good") { try await $0.endSeries($1, by: $2) },
    ]

    private static func change(
        _ noun: String, _ name: String, _ summary: String,
        _ work: @escaping @Sendable (Publishing, SeriesID, Caller) async throws -> Void
    ) -> APIOperation {
        APIOperation(
            .post, "/series/{id}/\(noun)", name, .series, summary, gate: .key(.publish), effect: .changes,
            answer: .json(.created, SeriesWire.shape), problems: [.notFound, .notPossibleNow],
            work: { api, ask in
                let id = try ask.number(of: Series.self)
                try await work(api.house.publishing, id, ask.caller)
                return try await show(id, api, ask, status: .created)
            })
    }

    @Sendable
    private static func show(_ id: SeriesID, _ api: API, _ ask: Ask, status: HTTPResponse.Status = .ok) async throws
        -> Reply
    {
        try .json(SeriesWire(try await api.house.publishing.series(id, for: ask.caller), ask.voice), status: status)
    }
}
