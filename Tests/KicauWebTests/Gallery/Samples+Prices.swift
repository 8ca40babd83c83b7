import KicauCore
import KicauMeter
import KicauPublish

@testable import KicauWeb

extension Samples {
    static let planChoices = [
        PlanChoice(
            platform: "x", name: "X", chosen: "Enterprise Small", isOver: false,
            plans: [
                Plan(
                    platform: "x", name: "Enterprise Small", from: Day(of: Instant(ms: 1_677_628_800_000)), until: nil,
                    monthly: Money(microUSD: 42_000_000_000), included: ["post_read+owned_read": 50_000_000],
                    source: "WIRED, March 2023")
            ],
            shares: [
                .init(
                    included: Included(
                        plan: "Enterprise Small", units: ["owned_read", "post_read"], count: 50_000_000), used: 1_200)
            ]),
        PlanChoice(platform: "mastodon", name: "Mastodon", chosen: "Gold", isOver: true, plans: [], shares: []),
    ]

    static func priceLists(_ now: Instant) -> [PriceListDetail] {
        [
            PriceListDetail(
                id: ID(3), platform: "x", name: "X from December", plan: nil, firstDay: "2099-12-01",
                sha256: String(repeating: "3f9a", count: 16), enteredBy: "Ayu", entered: now),
            PriceListDetail(
                id: ID(2), platform: "x", name: "X in June", plan: nil, firstDay: "2020-06-10",
                sha256: String(repeating: "ab12", count: 16), enteredBy: "Ayu", entered: now - .days(30)),
            PriceListDetail(
                id: ID(1), platform: "x", name: "A slip", plan: "Basic", firstDay: "2020-06-10",
                sha256: String(repeating: "cd34", count: 16), enteredBy: "Bima", entered: now - .days(31),
                droppedBy: "Ayu", dropped: now - .days(30)),
        ]
    }

    static func priceEffects(_ now: Instant) -> PriceEffects {
        func post(_ number: Int64, _ new: Int64?, _ fate: PostEffect.Fate) -> PostEffect {
            PostEffect(
                delivery: ID(number), post: ID(number), platform: "x", handle: "@kedaiaksara",
                due: now + .days(Int(number)),
                old: Money(microUSD: 15_000), new: new.map { Money(microUSD: $0) }, fate: fate)
        }
        return PriceEffects(
            posts: [
                post(1, 200_000, .changes), post(2, 10_000, .changes),
                post(3, nil, .stops("x has not sold post_create since 2026-12-01.")),
                post(4, 200_000, .runsOut("It would cost $0.2, and $0.1 is left for it in 2026-12.")),
            ],
            usage: [
                UsageEffect(
                    platform: "x", unit: "owned_read", handle: "@kedaiaksara", count: 280,
                    day: Day(of: now + .days(4)), old: .costs(Money(microUSD: 1_000)),
                    new: .costs(Money(microUSD: 5_000))),
                UsageEffect(
                    platform: "x", unit: "like_create", handle: nil, count: 0, day: Day(of: now), old: .freeByPolicy,
                    new: .notSold),
                UsageEffect(
                    platform: "x", unit: "boost", handle: nil, count: 0, day: Day(of: now), old: nil,
                    new: .freeByPolicy),
            ], readings: readingEffects(now), isCut: true, corrections: .init(count: 3, more: Money(microUSD: 15_000)))
    }
}

extension Samples {
    fileprivate static func drilled(_ now: Instant) -> Drill.Report {
        let day = Day(of: now)
        return Drill.Report(
            planned: 80, effects: priceEffects(now), offers: [],
            taken: .init(plan: "Free", monthly: .zero, unpaid: 0), scheduled: 78, waiting: 2,
            days: [
                DrilledDay(day, due: 2, asPlanned: 1, inOtherWords: 1, spent: Money(microUSD: 30_000)),
                DrilledDay(
                    day.next, due: 5, asPlanned: 1, elsewhere: 1, later: 1, waiting: 1, missed: 1,
                    spent: Money(microUSD: 45_000)),
            ])
    }

    fileprivate static func readingEffects(_ now: Instant) -> [ReadingEffect] {
        func effect(_ kind: ReadingKind, _ new: Int64, unmade: Int, _ end: ReadingFate.End?) -> ReadingEffect {
            ReadingEffect(
                platform: "x", handle: "@kedaiaksara", kind: kind, count: 240, old: Money(microUSD: 240_000),
                new: Money(microUSD: new), unmade: unmade, thinnedFrom: unmade > 0 ? Day(of: now + .days(6)) : nil,
                end: end)
        }
        let day = Day(of: now + .days(9))
        return [
            effect(.newPosts, 0, unmade: 240, .stops(day, "x has not sold owned_read since 2026-12-01.")),
            effect(
                .oldPosts, 400_000, unmade: 60,
                .runsOut(
                    day,
                    "Readings of old posts stop at 80 % of the budget of Kedai Aksara for 2026-12: this would cost $0.005; $0 is left up to there."
                )),
            effect(.numbers, 100_000, unmade: 0, nil), effect(.inbox, 900_000, unmade: 12, nil),
        ]
    }
}

extension Gallery {
    /// The page of prices, as it is found and after something was checked.
    var pricePictures: [Picture] {
        let checked = PricesForm(
            list: "{}", isChecked: true,
            effects: ("What the list X from December would do", Samples.priceEffects(voice.now)))
        let typed = PricesForm(
            list: "{", plan: ("x", ""),
            effects: ("What paying for each use would do", PriceEffects(posts: [], usage: [])))
        return [
            prices("prices", checked, nil), prices("prices-problem", typed, Samples.broken),
            drill("drills-none", nil), drill("drills", (.of2023, Samples.drilled(voice.now))),
            Picture(
                name: "prices-none",
                page: PricesPage(
                    PricesContent(plans: [], lists: [], lines: [], day: Day(of: voice.now)), form: PricesForm(),
                    problem: nil, names: [:], canSet: false, frame: frame("/budget/prices"), voice)),
        ]
    }

    private func drill(_ name: String, _ played: (shock: Shock, report: Drill.Report)?) -> Picture {
        Picture(name: name, page: DrillPage(played, frame: frame("/budget/prices/drills"), voice))
    }

    private func prices(_ name: String, _ form: PricesForm, _ problem: Problem?) -> Picture {
        Picture(
            name: name,
            page: PricesPage(
                PricesContent(
                    plans: Samples.planChoices, lists: Samples.priceLists(voice.now), lines: Samples.prices,
                    day: Day(of: voice.now)),
                form: form, problem: problem, names: ["x": "X", "mastodon": "Mastodon"], canSet: true,
                frame: frame("/budget/prices"), voice))
    }
}
