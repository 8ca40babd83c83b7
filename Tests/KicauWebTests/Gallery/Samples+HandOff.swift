import KicauCore

@testable import KicauPublish
@testable import KicauWeb

extension Samples {
    /// Posted by hand: words that fit into the network's own composer, and pictures that have to be taken along.
    static let handedOff: DeliveryDetail = {
        var delivery = detail(
            7, "instagram", .waiting, waiting: .handOff, rendition: rendition("instagram", pictures: 3),
            acts: [.itIsThere, .lookNow, .sendAgain, .drop],
            trouble: Settlement.Story("X has not sold post_create since 2026-11-01.", do: "Post it by hand."))
        delivery.handOff = HandOff(
            parts: [
                HandOff.Part(
                    number: 0, role: .post, text: text,
                    composer: ComposerLink("https://www.instagram.com/", holdsText: false),
                    media: [picture, video, document])
            ], isDue: true)
        return delivery
    }()

    static let handedOffLater: DeliveryDetail = {
        var delivery = detail(
            8, "x", .waiting, waiting: .handOff, rendition: thread, acts: [.itIsThere, .lookNow, .sendAgain, .drop])
        delivery.handOff = HandOff(
            parts: [
                HandOff.Part(
                    number: 0, role: .post, text: "Satu <b>&</b> dua",
                    composer: ComposerLink("https://x.com/intent/post", [("text", "Satu <b>&</b> dua")]), media: []),
                HandOff.Part(number: 1, role: .threadPart, text: "", composer: nil, media: [picture]),
                HandOff.Part(number: 2, role: .comment, text: "Tautannya", composer: nil, media: []),
            ], isDue: false)
        return delivery
    }()

    static let giving = GivingWay(
        publishing: [.cheaper, .later(days: 3), .other(ID(7)), .handOff], commentsGoFirst: true)

    static let standings: [WorkStanding] = {
        let x = BudgetStatus(
            .network("x"), month: "2026-11", cap: Money(microUSD: 500_000), spent: Money(microUSD: 380_000),
            held: Money(microUSD: 10_000))
        let subject = BudgetSubject.network("x", name: "X")
        return [
            WorkStanding(.suggestions, .usual), WorkStanding(.lookUps, .usual, pace: .stopped(by: x), subject: subject),
            WorkStanding(.oldReadings, .usual, pace: .thinned(by: x), subject: subject),
            WorkStanding(.newReadings, .usual, pace: .thinned(by: x), subject: subject),
            WorkStanding(.inbox, .usual, pace: .thinned(by: x), subject: subject),
        ]
    }()

    static let plan = PricedPlan(
        month: "2026-11", calendar: Money(microUSD: 1_200_000), deliveries: 14,
        readings: Money(microUSD: 84_000), ai: Money(microUSD: 120_000),
        shares: [
            PricedPlan.Share(budget, name: "", takes: Money(microUSD: 210_000)),
            PricedPlan.Share(
                BudgetStatus(
                    .network("x"), month: "2026-11", cap: Money(microUSD: 500_000), spent: Money(microUSD: 400_000),
                    held: .zero), name: "X", takes: Money(microUSD: 210_000)),
        ])

    static let ways = [
        CheaperWay(.linkInReply, fare: Money(microUSD: 215_000), saving: Money(microUSD: 185_000)),
        CheaperWay(.withoutLink, fare: Money(microUSD: 15_000), saving: Money(microUSD: 195_000)),
        CheaperWay(
            .elsewhere, fare: .zero, saving: Money(microUSD: 210_000),
            account: AccountSummary(
                id: ID(9), platform: "mastodon", platformName: "Mastodon", handle: "kedaiaksara",
                displayName: "Kedai Aksara", server: "https://mastodon.example", state: .connected)),
        CheaperWay(.leaveOut, fare: .zero, saving: Money(microUSD: 210_000)),
    ]
}
