import KicauCore
import KicauMeter

/// What becomes of one kind of an account's readings.
struct ReadingEffectWire: Encodable, Sendable {
    let platform: String
    let handle: String
    let kind: String
    let count: Int
    let oldMicroUsd: Int64
    let newMicroUsd: Int64
    let unmade: Int
    let fate: String
    let on: String?
    let why: String?
    let thinnedFrom: String?

    init(_ effect: ReadingEffect) {
        platform = effect.platform.raw
        handle = effect.handle
        kind = effect.kind.rawValue
        count = effect.count
        oldMicroUsd = effect.old.microUSD
        newMicroUsd = effect.new.microUSD
        unmade = effect.unmade
        thinnedFrom = effect.thinnedFrom?.description
        switch effect.end {
        case nil: (fate, on, why) = ("changes", nil, nil)
        case .stops(let day, let what): (fate, on, why) = ("stops", day.description, what.description)
        case .runsOut(let day, let what): (fate, on, why) = ("runs-out", day.description, what.description)
        }
    }

    static let shape = Shape.named(
        "ReadingEffect",
        .object([
            .must("platform", .text(most: 40), "The network's short name", like: "x"),
            .must("handle", .text(most: 400), "The account", like: "kedai"),
            .must("kind", .words(of: ReadingKind.self), "What is read", like: "inbox"),
            .must("count", .count, "So many lie ahead, to the end of next month or longer", like: 240),
            .must("old_micro_usd", .money, "What those that can be made cost as things are", like: 240_000),
            .must("new_micro_usd", .money, "What they cost then", like: 1_200_000),
            .must("unmade", .count, "So many cannot be made, or are left out to save money, then", like: 60),
            .must("fate", .word(["changes", "stops", "runs-out"]), "What becomes of them"),
            .may("on", .form(.day), "The day on which they stop or run out, in UTC"),
            .may("why", .text(most: 2000), "Why they do"),
            .may("thinned_from", .form(.day), "From that day on some are left out to save money"),
        ]))
}
