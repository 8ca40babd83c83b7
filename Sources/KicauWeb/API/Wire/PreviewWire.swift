import KicauCore
import KicauPublish

/// What each account's network would get, say and cost.
struct PreviewWire: Encodable, Sendable {
    struct OnAccount: Encodable, Sendable {
        let account: AccountBrief
        let parts: [RenditionPartWire]
        let lengths: [LengthWire]
        let broken: [BrokenWire]
        let fare: FareWire?
        let fareProblem: StoryWire?
        let cheaper: String?
        let ways: [CheaperWire]
        let bareLinks: [BareLinkWire]
        let trimmings: [TrimmingsWire]

        init(_ preview: AccountPreview, _ voice: Voice) {
            account = AccountBrief(preview.account)
            parts = preview.rendered.rendition.parts.map(RenditionPartWire.init)
            lengths = preview.rendered.lengths.map { LengthWire($0, voice) }
            broken = preview.rendered.broken.map { BrokenWire($0, voice) }
            fare = preview.fare.map(FareWire.init)
            fareProblem = preview.fareProblem.map { StoryWire(Settlement.Story($0.what, do: $0.toDo), voice) }
            cheaper = preview.cheaper.map(voice.say)
            ways = preview.ways.map(CheaperWire.init)
            bareLinks = preview.bareLinks.map(BareLinkWire.init)
            trimmings = preview.trimmings.map { TrimmingsWire($0, voice) }
        }
    }

    let accounts: [OnAccount]
    let totalMicroUsd: Int64
    let leftMicroUsd: Int64?
    let plan: PricedPlanWire?
    let canGoOut: Bool

    init(_ preview: Preview, _ voice: Voice) {
        accounts = preview.accounts.map { OnAccount($0, voice) }
        totalMicroUsd = preview.total.microUSD
        leftMicroUsd = preview.left?.microUSD
        plan = preview.plan.map(PricedPlanWire.init)
        canGoOut = preview.canGoOut
    }

    static let shape = Shape.named(
        "Preview",
        .object([
            .must(
                "accounts",
                .list(
                    .named(
                        "AccountPreview",
                        .object([
                            .must("account", AccountBrief.shape, "Where it would go"),
                            .must("parts", .list(RenditionPartWire.shape, 0...100), "What this network would get"),
                            .must("lengths", .list(LengthWire.shape, 0...100), "Each part's length by its own count"),
                            .must("broken", .list(BrokenWire.shape, 0...1000), "Which of its rules are broken"),
                            .may("fare", FareWire.shape, "What it would cost"),
                            .may("fare_problem", StoryWire.shape, "Why there is no price"),
                            .may(
                                "cheaper", .text(most: 2000), "How much of it is the link's",
                                like: "$0.20 because of the link; $0.015 without it."),
                            .must(
                                "ways",
                                .list(
                                    CheaperWire.shape, 0...CheaperWay.Kind.allCases.count + CheaperWay.mostElsewhere),
                                "Ways to say it there for less, those that give up least first"),
                            .must(
                                "bare_links", .list(BareLinkWire.shape, 0...100),
                                "Links that this network would show a card for, and that have none"),
                            .must(
                                "trimmings", .list(TrimmingsWire.shape, 0...100),
                                "What readers see besides, of each part: polls, warnings, who may answer"),
                        ])), 0...60), "In the order asked for"),
            .must("total_micro_usd", .money, "All of it", like: 15_000),
            .may("left_micro_usd", .money, "Of the month's limit, before this", like: 18_725_000),
            .may("plan", PricedPlanWire.shape, "The rest of its month's calendar, and the budgets it comes out of"),
            .must("can_go_out", .bool, "Nothing is refused and everything has a price"),
        ]))
}

struct LengthWire: Encodable, Sendable {
    let used: Int
    let limit: Int
    let unit: String

    init(_ length: TextLength, _ voice: Voice) {
        used = length.used
        limit = length.limit
        unit = voice.say(length.unit)
    }

    static let shape = Shape.named(
        "Length",
        .object([
            .must("used", .count, "How long it is", like: 12),
            .must("limit", .count, "How long it may be", like: 280),
            .must("unit", .text(most: 200), "What is counted", like: "weighted characters"),
        ]))
}

struct BrokenWire: Encodable, Sendable {
    let weight: String
    let part: Int?
    let what: String
    let `do`: String

    init(_ broken: RuleBroken, _ voice: Voice) {
        weight = broken.weight.rawValue
        part = broken.part
        what = voice.say(broken.what)
        self.do = voice.say(broken.toDo)
    }

    static let shape = Shape.named(
        "BrokenRule",
        .object([
            .must("weight", .word(["refuses", "warns"]), "Whether the network would refuse it", like: "refuses"),
            .may("part", .count, "Which part, from 0; left out for the whole", like: 0),
            .must("what", .text(most: 10_000), "What is wrong", like: "Part 1 is too long"),
            .must("do", .text(most: 10_000), "What to change", like: "Shorten it"),
        ]))
}

struct BareLinkWire: Encodable, Sendable {
    let part: Int
    let url: String

    init(_ link: BareLink) {
        part = link.part
        url = link.url
    }

    static let shape = Shape.named(
        "BareLink",
        .object([
            .must("part", .count, "Which part, from 0", like: 0),
            .must("url", .text(most: 200_000), "The link", like: "https://kedai.example/menu"),
        ]))
}
