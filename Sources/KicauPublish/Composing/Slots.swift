public import KicauCore
import KicauStore

/// An account's posting times as its page shows them.
public struct AccountSlots: Sendable, Hashable {
    public let account: AccountSummary
    /// IANA zone name: the account's own, or the workspace's.
    public let zone: String
    /// In the order of the week.
    public let slots: [Slot]
    /// The next one at which nothing is planned for the account.
    public let next: Due?
}

extension Publishing {
    public func slots(of id: AccountID, for caller: Caller) async throws -> AccountSlots {
        try caller.must(.look)
        let now = kit.time.now()
        let read = try await kit.store.read { tx in
            (
                row: try tx.account(id, in: caller.workspace.id), zone: try tx.slotZone(of: id),
                weeks: try tx.slotWeeks(of: [id]), planned: try tx.plannedInstants(of: [id], after: now, except: nil)
            )
        }
        guard let row = read.row else { throw Accounts.notHere }
        return AccountSlots(
            account: AccountSummary(row, platform: try kit.platform(row.account.platform)),
            zone: read.zone ?? caller.workspace.zone, slots: read.weeks.flatMap(\.slots),
            next: Publishing.nextFree(of: read.weeks, planned: read.planned, after: now))
    }

    /// Writes an account's whole week anew. Without a zone it follows the workspace's. What is planned stays.
    public func setSlots(_ slots: [Slot], zone: String?, of id: AccountID, by caller: Caller) async throws {
        try caller.must(.publish)
        if let zone { _ = try Zones.named(zone) }
        let own = zone == caller.workspace.zone ? nil : zone
        guard slots.count <= Limits.slotsPerWeek else {
            throw Problem(
                .tooLong, "An account can have \(Limits.slotsPerWeek) posting times a week at most.",
                do: "Leave some out.", field: "slots")
        }
        try await kit.store.write { tx in
            guard try tx.account(id, in: caller.workspace.id) != nil else { throw Accounts.notHere }
            try tx.putSlots(slots, zone: own, of: id)
            tx.noteChange(in: caller.workspace.id)
        }
    }

    public func hasSlots(for caller: Caller) async throws -> Bool {
        try await kit.store.read { try $0.hasSlots(in: caller.workspace.id) }
    }

    /// The next moment that is a posting time of one of the accounts and at which none of them has anything planned.
    /// - Throws: `Problem` `.noFreeSlot`.
    public func nextSlot(for accounts: [AccountID], except post: PostID?, for caller: Caller) async throws -> Due {
        try caller.must(.look)
        guard !accounts.isEmpty else { throw Publishing.noAccountChosen }
        let now = kit.time.now()
        let (weeks, planned) = try await kit.store.read { tx in
            let ours = try tx.accounts(accounts, in: caller.workspace.id).map(\.account.id)
            return (try tx.slotWeeks(of: ours), try tx.plannedInstants(of: ours, after: now, except: post))
        }
        guard let due = Publishing.nextFree(of: weeks, planned: planned, after: now) else {
            throw Problem(
                .noFreeSlot,
                weeks.isEmpty
                    ? "None of the chosen accounts has posting times."
                    : "Every posting time of the coming year is taken.",
                do: "Set posting times on the accounts page, or choose a time.", field: "accounts")
        }
        return due
    }

    private static func nextFree(of weeks: [SlotWeek], planned: [Instant], after now: Instant) -> Due? {
        let taken = Set(planned.map(\.minute))
        return weeks.compactMap { week -> Due? in
            // A zone that is not known any more has no next moment.
            guard let rules = Zones.known(week.zone) else { return nil }
            return week.nextFree(taken: taken, after: now, under: rules)
        }.min { $0.instant < $1.instant }
    }
}
