import KicauCore
import KicauMeter
import KicauStore

/// What has to be true when all is quiet again: of each hold, each booking and each event.
struct Audit: Sendable {
    let store: Store
    let wares: Wares

    private struct Event: Sendable {
        let name: String
        let platform: PlatformID
        let unit: MeterUnit
        let at: Instant

        /// Its name without the number of the item.
        var hold: String { name.split(separator: "/").dropLast().joined(separator: "/") }
    }

    private struct End: Sendable {
        let name: String
        let state: String
        let amount: Money
    }

    func findings() async throws -> [String] {
        try await recover()
        let before = try await traces()
        var found = try await ends()
        try await sayEverythingAgain()
        let after = try await traces()
        if before != after { found.append("the same said twice has changed something: \(before) became \(after)") }
        return found
    }

    /// As when a node comes up after a crash; then somebody has looked at what was in doubt.
    private func recover() async throws {
        try await store.write { tx in
            for call in try tx.openCallHolds(madeBefore: Instant(ms: .max)) {
                try tx.captureHold(call.name, at: Wares.time(of: call.name) ?? Instant(ms: 0))
            }
            for name in try tx.all("SELECT name FROM hold WHERE state = 'in-doubt'", { try $0.text("name") }) {
                try tx.releaseHold(name, at: Wares.time(of: name) ?? Instant(ms: 0))
            }
        }
    }

    private func ends() async throws -> [String] {
        let (holds, events, bookings, ledger) = try await store.read { tx in
            (
                try tx.all("SELECT name, state, micro_usd FROM hold") {
                    End(name: try $0.text("name"), state: try $0.text("state"), amount: try $0.money("micro_usd"))
                },
                try tx.all("SELECT name, platform, unit, count, rated_ms FROM meter_event") {
                    Event(
                        name: try $0.text("name"), platform: PlatformID(try $0.text("platform")),
                        unit: MeterUnit(try $0.text("unit"), count: try $0.int("count")),
                        at: try $0.instant("rated_ms"))
                },
                try tx.all("SELECT note FROM ledger_txn") { try $0.text("note") },
                try tx.all("SELECT account, SUM(micro_usd) AS sum FROM ledger_entry GROUP BY account") {
                    (try $0.text("account"), try $0.money("sum"))
                }
            )
        }
        var found = try compare(holds, with: events, and: bookings)
        let rated = try Dictionary(
            events.map { ("expenses:\($0.platform):\($0.unit.name)", try cost($0)) }, uniquingKeysWith: +)
        let booked = Dictionary(uniqueKeysWithValues: ledger).filter { $0.key.hasPrefix("expenses:") }
        if rated != booked { found.append("rated anew, the events come to \(rated), the ledger says \(booked)") }
        return found
    }

    /// Each hold is resolved once, and what it came to is what its events cost.
    private func compare(_ holds: [End], with events: [Event], and bookings: [String]) throws -> [String] {
        let costs = try Dictionary(events.map { ($0.hold, try cost($0)) }, uniquingKeysWith: +)
        let booked = Dictionary(bookings.map { ($0, 1) }, uniquingKeysWith: +)
        return holds.compactMap { hold in
            switch hold.state {
            case "captured" where booked[hold.name] == 1 && costs[hold.name] == hold.amount: nil
            case "released" where booked[hold.name] == nil && costs[hold.name] == nil: nil
            default:
                """
                \(hold.name) is \(hold.state) at \(hold.amount.microUSD), booked \(booked[hold.name] ?? 0) times, \
                its events cost \(costs[hold.name]?.microUSD ?? 0)
                """
            }
        }
    }

    private func cost(_ event: Event) throws -> Money {
        try wares.fare([event.unit], on: event.platform, at: event.at).total
    }

    private func sayEverythingAgain() async throws {
        try await store.write { tx in
            for name in try tx.all("SELECT name FROM hold", { try $0.text("name") }) {
                let at = Wares.time(of: name) ?? Instant(ms: 0)
                try tx.captureHold(name, at: at)
                try tx.releaseHold(name, at: at)
            }
            try tx.also(
                """
                INSERT INTO meter_event (workspace_id, name, platform, unit, count, account_id, at_ms, rated_ms, plan)
                SELECT workspace_id, name, platform, unit, count, account_id, at_ms, rated_ms, plan FROM meter_event WHERE true
                ON CONFLICT (name) DO NOTHING
                """)
        }
    }

    /// Enough to see whether anything was written.
    private func traces() async throws -> [String] {
        let workspace = wares.workspace
        return try await store.read { tx in
            try tx.everyStanding(of: workspace).map { "\($0.scope) \($0.spent.microUSD) \($0.held.microUSD)" }
                + [
                    "SELECT COUNT(*) AS count, SUM(count) AS sum FROM meter_event",
                    "SELECT COUNT(*) AS count, COUNT(*) AS sum FROM ledger_txn",
                    "SELECT COUNT(*) AS count, SUM(micro_usd) AS sum FROM ledger_entry",
                    "SELECT COUNT(*) AS count, SUM(micro_usd) AS sum FROM hold WHERE state = 'captured'",
                ].map { (question: Query) in
                    try tx.first(question) { "\(try $0.int("count")) \(try $0.int64OrNil("sum") ?? 0)" } ?? ""
                }
        }
    }
}
