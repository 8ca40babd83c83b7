import KicauCore
import KicauMeter

/// What other prices or another plan would do.
struct EffectsWire: Encodable, Sendable {
    let ending: Int
    let changing: Int
    let moreMicroUsd: Int64
    let corrections: Int
    let correctionsMicroUsd: Int64
    let isCut: Bool
    let posts: [PostEffectWire]
    let usage: [UsageEffectWire]
    let readings: [ReadingEffectWire]

    /// More than these stand in the numbers only.
    private static let most = 1000

    init(_ effects: PriceEffects) {
        ending = effects.ending.count
        changing = effects.changing.count
        moreMicroUsd = effects.more.microUSD
        corrections = effects.corrections.count
        correctionsMicroUsd = effects.corrections.more.microUSD
        isCut = effects.isCut
        posts = (effects.ending + effects.changing).prefix(EffectsWire.most).map(PostEffectWire.init)
        usage = effects.usage.prefix(EffectsWire.most).map(UsageEffectWire.init)
        readings = effects.readings.prefix(EffectsWire.most).map(ReadingEffectWire.init)
    }

    private static let signed = Shape.integer(Int64.min...Int64.max)

    static let shape = Shape.named(
        "PriceEffects",
        .object([
            .must("ending", .count, "So many planned posts cannot be paid for any more", like: 2),
            .must("changing", .count, "So many get another price", like: 14),
            .must("more_micro_usd", signed, "How much dearer these become in all", like: 2_590_000),
            .must("corrections", .count, "Bookings that are corrected", like: 0),
            .must("corrections_micro_usd", signed, "By how much in all", like: 0),
            .must("is_cut", .bool, "More is planned than was looked at", like: false),
            .must("posts", .list(PostEffectWire.shape, 0...1000), "What ends first, then what changes"),
            .must("usage", .list(UsageEffectWire.shape, 0...1000), "Readings and other calls"),
            .must(
                "readings", .list(ReadingEffectWire.shape, 0...1000),
                "Readings that lie ahead: what ends first, then what costs another sum"),
        ]))
}

struct PostEffectWire: Encodable, Sendable {
    let post: Int64
    let delivery: Int64
    let platform: String
    let handle: String
    let dueAt: String
    let fate: String
    let oldMicroUsd: Int64
    let newMicroUsd: Int64?
    let why: String?

    init(_ effect: PostEffect) {
        post = effect.post.raw
        delivery = effect.delivery.raw
        platform = effect.platform.raw
        handle = effect.handle
        dueAt = Timestamp.text(effect.due)
        oldMicroUsd = effect.old.microUSD
        newMicroUsd = effect.new?.microUSD
        switch effect.fate {
        case .changes: (fate, why) = ("changes", nil)
        case .stops(let what): (fate, why) = ("stops", what.description)
        case .runsOut(let what): (fate, why) = ("runs-out", what.description)
        }
    }

    static let shape = Shape.named(
        "PostEffect",
        .object([
            .must("post", .id, "The post's number", like: 12),
            .must("delivery", .id, "Its delivery to this account", like: 31),
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("handle", .text(most: 400), "The account", like: "kedai"),
            .must("due_at", .instant, "When it is due"),
            .must("fate", .word(["changes", "stops", "runs-out"]), "What becomes of it"),
            .must("old_micro_usd", .money, "Set aside now", like: 15_000),
            .may("new_micro_usd", .money, "What it would cost; left out: it has no price", like: 200_000),
            .may("why", .text(most: 2000), "Why it cannot be paid for"),
        ]))
}

struct UsageEffectWire: Encodable, Sendable {
    let platform: String
    let unit: String
    let handle: String?
    let count: Int
    let from: String
    let old: String
    let oldMicroUsd: Int64?
    let new: String
    let newMicroUsd: Int64?

    init(_ effect: UsageEffect) {
        platform = effect.platform.raw
        unit = effect.unit
        handle = effect.handle
        count = effect.count
        from = effect.day.description
        (old, oldMicroUsd) = UsageEffectWire.words(effect.old)
        (new, newMicroUsd) = UsageEffectWire.words(effect.new)
    }

    private static func words(_ price: PriceLine.Price?) -> (String, Int64?) {
        switch price {
        case .costs(let money): ("costs", money.microUSD)
        case .freeByPolicy: ("free-by-policy", nil)
        case .notSold: ("not-sold", nil)
        case nil: ("unknown", nil)
        }
    }

    private static let price = Shape.word(["costs", "free-by-policy", "not-sold", "unknown"])

    static let shape = Shape.named(
        "UsageEffect",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("unit", .text(most: 200), "What is priced", like: "owned_read"),
            .may("handle", .text(most: 400), "Whose calls they are", like: "kedai"),
            .must("count", .count, "How many in the last 28 days", like: 120),
            .must("from", .form(.day), "The day from which the price is another one"),
            .must("old", price, "Whether it costs anything now"),
            .may("old_micro_usd", .money, "What one costs now", like: 1_000),
            .must("new", price, "Whether it costs anything then"),
            .may("new_micro_usd", .money, "What one costs then", like: 5_000),
        ]))
}
