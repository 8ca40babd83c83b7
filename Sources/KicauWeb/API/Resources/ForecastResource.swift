import HTTPTypes
import KicauCore
import KicauMeter

/// What the month will come to, and what it would come to.
enum ForecastResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/forecast", "showForecast", .money, "Show where this month's budgets will stand at its end",
            details: """
                Spent and set aside by now, and what is usual until then: drawn two thousand times from the last 28 days. \
                Kept for an hour, or until a budget changes.
                """,
            answer: .json(.ok, AccountResource.items("ForecastList", BudgetForecastWire.shape, most: 100_000)),
            work: { api, ask in
                try .json(Items(try await api.house.metering.forecast(for: ask.caller).map(BudgetForecastWire.init)))
            }),
        APIOperation(
            .get, "/what-if", "askWhatIf", .money,
            "Show what this month and the next would cost under other plans, at other prices, or with more posts",
            details: "Beside it the same months as they are. Nothing is changed by asking",
            query: [
                .may(
                    "plan", .list(.text(most: 121), 0...20),
                    "A network and its plan, such as x:Basic; x: is each use paid for. As it is paid for when left out"),
                .may("prices", .form(.day), "The day whose prices hold all the time; each day's own when left out"),
                .may("posts", percent, "Posts in percent of what they are; 100 when left out"),
                .may("calls", percent, "Readings, inbox and other calls in percent; 100 when left out"),
                .may(
                    "coming", .words(of: Scenario.Posts.self),
                    "Posts to come: as many as usual where fewer are planned (the default), or only what is planned"),
            ], answer: .json(.ok, WhatIfWire.shape), problems: [.badInput, .badDate],
            work: { api, ask in
                let scenario = try Scenario(ask.query, of: ask.caller.workspace)
                return try .json(WhatIfWire(try await api.house.metering.whatIf(scenario, for: ask.caller)))
            }),
    ]

    private static let percent = Shape.integer(
        Int64(Scenario.percents.lowerBound)...Int64(Scenario.percents.upperBound))
}
