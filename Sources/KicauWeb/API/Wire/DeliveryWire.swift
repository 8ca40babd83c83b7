import KicauCore
import KicauPublish

/// Everything about one delivery.
struct DeliveryWire: Encodable, Sendable {
    let id: Int64
    let account: AccountBrief
    let state: String
    let waitingFor: String?
    let dueAt: String
    let notBefore: String?
    let publishedAt: String?
    let removedAt: String?
    let parts: [RenditionPartWire]
    let renditionSha256: String
    let steps: [StepWire]
    let attempts: [AttemptWire]
    let events: [EventWire]
    let receipts: [ReceiptWire]
    let fare: FareWire?
    let hold: String?
    let readings: [ReadingWire]
    let acts: [String]
    let trouble: StoryWire?
    let presence: PresenceWire?
    let handOff: HandOffWire?

    init(_ delivery: DeliveryDetail, _ voice: Voice) {
        id = delivery.id.raw
        account = AccountBrief(delivery.account)
        state = delivery.state.rawValue
        waitingFor = delivery.waitingFor?.rawValue
        dueAt = Timestamp.text(delivery.due)
        notBefore = delivery.notBefore.map(Timestamp.text)
        publishedAt = delivery.published.map(Timestamp.text)
        removedAt = delivery.removed.map(Timestamp.text)
        parts = delivery.rendition.parts.map(RenditionPartWire.init)
        renditionSha256 = delivery.renditionSHA256
        steps = delivery.steps.map(StepWire.init)
        attempts = delivery.attempts.map(AttemptWire.init)
        events = delivery.events.map { EventWire($0, voice) }
        receipts = delivery.receipts.map { ReceiptWire($0, voice) }
        fare = delivery.fare.map(FareWire.init)
        hold = delivery.hold?.rawValue
        readings = delivery.readings.map(ReadingWire.init)
        acts = delivery.acts.map(\.rawValue)
        trouble = delivery.trouble.map { StoryWire($0, voice) }
        presence = delivery.presence.map(PresenceWire.init)
        handOff = delivery.handOff.map(HandOffWire.init)
    }

    static let shape = Shape.named(
        "Delivery",
        .object([
            .must("id", .id, "The delivery's number"),
            .must("account", AccountBrief.shape, "Where it goes"),
            .must("state", .words(of: Delivery.State.self), "Where it stands"),
            .may("waiting_for", .words(of: Delivery.WaitingFor.self), "What a person is asked for"),
            .must("due_at", .instant, "Never sent before"),
            .may("not_before", .instant, "When it is taken up next, if that is later than due"),
            .may("published_at", .instant, "When the network took the last part"),
            .may("removed_at", .instant, "When it was taken off the network again"),
            .must("parts", .list(RenditionPartWire.shape, 0...100), "What this network gets, frozen"),
            .must("rendition_sha256", .form(.sha256), "Of the frozen rendition"),
            .must("steps", .list(StepWire.shape, 0...10_000), "The calls it is made of, in order"),
            .must(
                "attempts", .list(AttemptWire.shape, 0...10_000), "Each visible call, written down before it was made"),
            .must("events", .list(EventWire.shape, 0...10_000), "Its story, oldest first"),
            .must("receipts", .list(ReceiptWire.shape, 0...100), "What the network called each published part"),
            .may("fare", FareWire.shape, "What it costs"),
            .may("hold", .word(["held", "in-doubt", "captured", "released"]), "Where its money is", like: "held"),
            .must("readings", .list(ReadingWire.shape, 0...10_000), "All measurements, oldest first"),
            .must(
                "acts", .list(.words(of: DeliveryAct.self), 0...DeliveryAct.allCases.count),
                "What this key may do with it now"),
            .may("trouble", StoryWire.shape, "Why it needs a person or was refused"),
            .may("hand_off", HandOffWire.shape, "What a person needs to post it by hand, while it waits for that"),
            .may("presence", PresenceWire.shape, "Whether later checks found it there, changed or gone"),
        ]))
}
