import KicauCore

@testable import KicauMeter
@testable import KicauWeb

extension Gallery {
    var whatIf: [Picture] {
        let plans: [(platform: PlatformID, names: [String])] = [("x", ["Basic", "Pro"])]
        func page(_ answer: WhatIfAnswer, _ problem: Problem? = nil) -> WhatIfPage {
            WhatIfPage(
                answer, plans: plans, problem: problem, names: ["x": "X", "bluesky": "Bluesky"],
                frame: frame("/budget/what-if"), voice)
        }
        // Without them the sections of the template are not entered, and their test says so.
        guard let twice = try? Scenario(plans: ["x": "Basic"], postsPercent: 200), let plain = try? Scenario() else {
            return []
        }
        return [
            Picture(name: "what-if", page: page(Samples.whatIf(twice))),
            Picture(name: "what-if-nothing", page: page(Samples.nothingToAsk(plain), Samples.broken)),
        ]
    }
}

extension Samples {
    static func whatIf(_ scenario: Scenario) -> WhatIfAnswer {
        WhatIfAnswer(
            scenario: scenario, asItIs: [month("2026-11", each: 200_000), month("2026-12", each: 200_000)],
            asked: [
                month(
                    "2026-11", each: 0,
                    fees: [WhatIfMonth.Fee(platform: "x", plan: "Basic", amount: Money(microUSD: 200_000_000))],
                    stops: [
                        stop(.notSold, "like_create"), stop(.noPrice, "post_boost"),
                        stop(.noPlan("Basic"), "post_create"),
                        stop(.usedUp(included: 15_000), "owned_read"),
                    ]), month("2026-12", each: 0),
            ], daysSeen: 28)
    }

    static func nothingToAsk(_ scenario: Scenario) -> WhatIfAnswer {
        WhatIfAnswer(
            scenario: scenario,
            asItIs: ["2026-11", "2026-12"].map { WhatIfMonth(month: $0, lines: [], fees: [], stops: []) },
            asked: ["2026-11", "2026-12"].map { WhatIfMonth(month: $0, lines: [], fees: [], stops: []) }, daysSeen: 0)
    }

    private static func month(
        _ month: String, each: Int64, fees: [WhatIfMonth.Fee] = [], stops: [WhatIfMonth.Stop] = []
    ) -> WhatIfMonth {
        WhatIfMonth(
            month: month,
            lines: [
                .init(
                    platform: "x", unit: "post_create_url", isPosting: true, count: 162,
                    amount: Money(microUSD: each) * 162),
                .init(
                    platform: "x", unit: "owned_read", isPosting: false, count: 2_700,
                    amount: Money(microUSD: each / 200) * 2_700),
                .init(platform: "bluesky", unit: "read", isPosting: false, count: 1_204, amount: .zero),
            ], fees: fees, stops: stops)
    }

    private static func stop(_ reason: WhatIfMonth.Stop.Reason, _ unit: String) -> WhatIfMonth.Stop {
        WhatIfMonth.Stop(
            platform: "x", unit: unit, isPosting: true, reason: reason, from: Day(number: 20_770),
            count: reason == .notSold ? 1 : 40)
    }
}
