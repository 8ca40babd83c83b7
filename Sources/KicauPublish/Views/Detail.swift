public import KicauCore
import KicauStore

extension Publishing {
    public func draft(_ id: PostID, for caller: Caller) async throws -> PostDetail { try await post(id, for: caller) }

    public func post(_ id: PostID, for caller: Caller) async throws -> PostDetail {
        try caller.must(.look)
        let read = try await kit.store.read { tx -> (PostRow, String, [DeliveryRows], Origin?, Campaign?)? in
            guard let row = try tx.post(id, in: caller.workspace.id) else { return nil }
            return (
                row, try tx.postContent(id) ?? "", try tx.deliveries(of: id).map { try tx.rows(of: $0) },
                try tx.seriesOf(id), try row.campaign.flatMap { try tx.campaign($0, in: caller.workspace.id) }
            )
        }
        guard let (row, json, records, origin, campaign) = read else { throw Publishing.notHere }
        let details = try records.map { try detail($0, for: caller) }
        let state = PostState(rawValue: row.state) ?? .draft
        return PostDetail(
            id: id, author: row.author, created: row.created,
            content: try JSONText.decode(DraftContent.self, from: json),
            state: state, due: row.due, deliveries: details, acts: acts(on: state, details, for: caller),
            version: row.version, series: origin?.id, campaign: campaign,
            trouble: details.isEmpty && state == .needsYou ? origin?.trouble : nil)
    }

    private typealias Origin = (id: SeriesID, trouble: Settlement.Story?)

    private func acts(on state: PostState, _ deliveries: [DeliveryDetail], for caller: Caller) -> [PostAct] {
        let publishes = caller.role.may(.publish)
        guard caller.role.may(.draft) else { return [] }
        switch state {
        case .draft:
            return publishes ? [.edit, .publishNow, .duplicate, .deleteDraft] : [.edit, .duplicate, .deleteDraft]
        case .scheduled: return publishes ? [.edit, .reschedule, .publishNow, .cancel, .duplicate] : [.duplicate]
        case .needsYou:
            let unsent = deliveries.allSatisfy {
                $0.state == .scheduled || [.missed, .money].contains($0.waitingFor)
                    || $0.waitingFor == .handOff && $0.handOff?.isDue != true
            }
            return publishes && unsent ? [.edit, .reschedule, .cancel, .duplicate] : [.duplicate]
        case .sending, .published, .partly, .refused, .cancelled: return [.duplicate]
        }
    }

    private func detail(_ record: DeliveryRows, for caller: Caller) throws -> DeliveryDetail {
        guard let rendition = record.rendition, let account = record.account else { throw Publishing.notHere }
        let row = record.row
        let platform = try kit.platform(account.account.platform)
        let itinerary = Itinerary(rendition: rendition, rows: record.steps)
        return DeliveryDetail(
            id: row.id, account: AccountSummary(account, platform: platform), state: row.state,
            waitingFor: row.waitingFor,
            due: row.due, notBefore: row.ready > row.due ? row.ready : nil, rendition: rendition,
            renditionSHA256: row.renditionSHA256, steps: record.steps.map(StepDetail.init),
            attempts: record.attempts.map(AttemptDetail.init),
            events: record.events.map { DeliveryEvent(at: $0.at, to: $0.state, story: $0.story) },
            receipts: itinerary.receipts.sorted { $0.key < $1.key }.map(\.value), published: row.published,
            fare: DeliveryDetail.fare(of: record.holds), hold: DeliveryDetail.state(of: record.holds),
            readings: record.readings,
            acts: caller.role.may(.publish) ? row.acts(on: platform, for: account.account) : [], trouble: row.trouble,
            removed: row.removed,
            checks: record.checks.map(LaterCheck.init), presence: record.presence.map(PresenceDetail.init),
            encoded: kit.media.progress(of: rendition),
            handOff: row.waitingFor == .handOff
                ? HandOff(
                    rendition, open: itinerary.openParts, by: platform, for: account.account, due: row.due,
                    now: kit.time.now()) : nil,
            written: Dictionary(
                uniqueKeysWithValues: rendition.parts.enumerated().map { ($0.offset, platform.written($0.element)) }),
            trimmings: told(rendition.parts.map(platform.trimmings), for: caller))
    }

    private func told(_ trimmings: [Trimmings], for caller: Caller) -> [Trimmings] {
        kit.pagesRead.told(trimmings, trimmings.map(\.link), in: caller.workspace.id, at: kit.time.now())
    }
}

/// Everything kept about one delivery, as it was read at one moment.
struct DeliveryRows: Sendable {
    let row: DeliveryRow
    let rendition: Rendition?
    let steps: [StepRow]
    let attempts: [Attempt]
    let events: [(at: Instant, state: Delivery.State, story: Settlement.Story)]
    let holds: [HoldRow]
    let account: AccountRow?
    let readings: [Reading]
    let checks: [Recheck]
    let presence: PresenceRow?
}

extension Transaction {
    borrowing func rows(of row: DeliveryRow) throws -> DeliveryRows {
        DeliveryRows(
            row: row, rendition: try currentRendition(of: row.id), steps: try steps(of: row.id),
            attempts: try attempts(of: row.id), events: try events(of: row.id), holds: try holds(of: row.id),
            account: try account(row.account), readings: try readings(of: row.id),
            checks: try rechecks(of: row.id), presence: try presence(of: row.id))
    }
}

extension DeliveryDetail {
    static func fare(of holds: [HoldRow]) -> Fare? {
        guard let book = holds.first?.fare.book else { return nil }
        return Fare(items: holds.flatMap(\.fare.items), book: book)
    }

    /// The most open of its parts' holds.
    static func state(of holds: [HoldRow]) -> HoldState? {
        let states = Set(holds.map(\.state))
        if states.contains(.inDoubt) { return .inDoubt }
        if states.contains(.held) { return .held }
        if states.contains(.captured) { return .captured }
        return states.contains(.released) ? .released : nil
    }
}

extension DeliveryRow {
    /// Which acts a person may do now.
    func acts(on platform: any Platform, for account: Account) -> [DeliveryAct] {
        switch state {
        case .waiting:
            switch waitingFor {
            case .reconnect: [.reconnect] + (doubt ? [] : [.handOff]) + [.drop]
            case .doubt, .sendBound: [.itIsThere, .lookNow, .sendAgain, .drop]
            case .missed, .money, nil: [.sendAgain] + (doubt ? [] : [.handOff]) + [.drop]
            case .handOff: [.itIsThere, .lookNow, .sendAgain, .drop]
            }
        case .refused: [.sendAgain, .drop]
        case .published:
            removed != nil
                ? []
                : [.checkNow] + (platform.rules.canEdit ? [.edit] : [])
                    + (platform.canDelete(for: account) ? [.delete] : [])
        case .unknown: [.lookNow]
        case .scheduled, .claimed, .intent, .reconciling, .dropped, .cancelled: []
        }
    }
}

extension LaterCheck {
    fileprivate init(_ row: Recheck) {
        self.init(due: row.due, after: row.after, done: row.done, sighting: row.sighting, parts: row.parts)
    }
}

extension PresenceDetail {
    init(_ row: PresenceRow) {
        self.init(state: row.state, since: row.since, seen: row.seen, checked: row.checked)
    }
}

extension StepDetail {
    fileprivate init(_ row: StepRow) {
        let state: State =
            switch row.state {
            case .open: .open
            case .working: .working
            case .settled: .settled
            case .refused: .refused
            }
        self.init(step: row.step, state: state, settled: row.settled)
    }
}

extension AttemptDetail {
    fileprivate init(_ row: Attempt) {
        self.init(
            id: row.id.raw, part: row.part, epoch: row.epoch, intended: row.intended, deadline: row.deadline,
            ended: row.ended, outcome: row.outcome, status: row.status, answer: row.answer)
    }
}
