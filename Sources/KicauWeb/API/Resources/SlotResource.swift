import HTTPTypes
import KicauCore
import KicauPublish

/// The weekly posting times of an account.
enum SlotResource {
    static let operations: [APIOperation] = [
        APIOperation(
            .get, "/accounts/{id}/slots", "showSlots", .accounts,
            "Show an account's posting times and the next free one",
            answer: .json(.ok, SlotsWire.shape), problems: [.notFound],
            work: { api, ask in try await show(api, ask) }),
        APIOperation(
            .put, "/accounts/{id}/slots", "setSlots", .accounts, "Write an account's whole week of posting times anew",
            details: "What is planned already stays. An empty list takes all of them away.",
            gate: .key(.publish), effect: .changes, body: .json(AskedSlots.shape),
            answer: .json(.ok, SlotsWire.shape), problems: [.notFound, .unknownZone, .tooLong],
            work: { api, ask in
                let asked = try ask.decoded(AskedSlots.self)
                try await api.house.publishing.setSlots(
                    try asked.slots.map { try $0.slot }, zone: asked.zone, of: try ask.number(of: Account.self),
                    by: ask.caller)
                return try await show(api, ask)
            }),
    ]

    @Sendable
    private static func show(_ api: API, _ ask: Ask) async throws -> Reply {
        try .json(
            SlotsWire(try await api.house.publishing.slots(of: try ask.number(of: Account.self), for: ask.caller)))
    }
}

/// One posting time, in requests and answers alike.
struct SlotWire: Codable, Sendable {
    let weekday: Weekday
    let time: String

    init(_ slot: Slot) {
        weekday = slot.weekday
        time = TimeOfDay.text(slot.minute)
    }

    /// - Throws: `.badInput`; the shape has checked the form already.
    var slot: Slot {
        get throws(Problem) {
            guard let minute = TimeOfDay.minute(time) else {
                throw Problem(
                    .badInput, "\"\(String(time.prefix(40)))\" is not a time of day.", do: "Write it like 09:00.",
                    field: "time")
            }
            return Slot(weekday, minute: minute)
        }
    }

    static let shape = Shape.named(
        "Slot",
        .object([
            .must("weekday", .words(of: Weekday.self), "The day"),
            .must("time", .form(.clock), "The time of that day, on the wall of the zone"),
        ]))
}

struct AskedSlots: Decodable, Sendable {
    let zone: String?
    let slots: [SlotWire]

    static let shape = Shape.named(
        "AskedSlots",
        .object([
            .may("zone", .orNull(.form(.zone)), "An IANA name; else the workspace's zone", like: "Asia/Jakarta"),
            .must("slots", .list(SlotWire.shape, 0...336), "The whole week"),
        ]))
}

struct SlotsWire: Encodable, Sendable {
    let zone: String
    let slots: [SlotWire]
    let next: DueWire?

    init(_ slots: AccountSlots) {
        zone = slots.zone
        self.slots = slots.slots.map(SlotWire.init)
        next = slots.next.map(DueWire.init)
    }

    static let shape = Shape.named(
        "Slots",
        .object([
            .must("zone", .form(.zone), "The zone of these times", like: "Asia/Jakarta"),
            .must("slots", .list(SlotWire.shape, 0...336), "In the order of the week"),
            .may("next", DueWire.shape, "The next one at which nothing is planned"),
        ]))
}
