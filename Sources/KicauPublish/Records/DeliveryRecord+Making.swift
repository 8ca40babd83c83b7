public import KicauCore
import KicauStore

extension Publishing {
    /// What is written down of a post's deliveries, as a document; `version` is that of the program that asks.
    public func record(of id: PostID, version: String, for caller: Caller) async throws -> DeliveryRecord {
        try caller.must(.look)
        let now = kit.time.now()
        let read = try await kit.store.read { tx -> (PostRow, [RecordedRows])? in
            guard let row = try tx.post(id, in: caller.workspace.id) else { return nil }
            return (row, try tx.deliveries(of: id).map { try tx.recordedRows(of: $0) })
        }
        guard let (post, deliveries) = read else { throw Publishing.notHere }
        return DeliveryRecord(
            format: DeliveryRecord.format, formatVersion: DeliveryRecord.formatVersion, kicau: version,
            writtenAt: now.rfc3339, workspace: caller.workspace.name,
            post: .init(
                id: post.id.raw, author: post.author, createdAt: post.created.rfc3339, state: post.state),
            deliveries: try deliveries.map { try .init($0, post.due, zone: caller.workspace.zone) })
    }
}

/// Everything a record says of one delivery, as it was read at one moment.
struct RecordedRows: Sendable {
    let rows: DeliveryRows
    let renditionText: String
    let leaf: LinkedLeaf?
}

extension Transaction {
    borrowing func recordedRows(of row: DeliveryRow) throws -> RecordedRows {
        RecordedRows(
            rows: try rows(of: row), renditionText: try renditionText(of: row.id) ?? "",
            leaf: try linkedLeaf(of: row.id))
    }
}

extension DeliveryRecord.Delivered {
    /// `due` is what the author wrote; a delivery planned anew for another instant gets the wall time of its own.
    fileprivate init(_ recorded: RecordedRows, _ due: Due?, zone: String) throws {
        let rows = recorded.rows
        guard let rendition = rows.rendition, let account = rows.account?.account else { throw Publishing.notHere }
        let row = rows.row
        let meant =
            if let due, due.instant == row.due { due } else { try Due(at: row.due, zone: due?.zone ?? zone) }
        let receipts = Itinerary(rendition: rendition, rows: rows.steps).receipts
        self.init(
            id: row.id.raw, account: .init(account), state: row.state.rawValue, waitingFor: row.waitingFor?.rawValue,
            due: .init(at: row.due.rfc3339, wall: meant.wall, zone: meant.zone),
            publishedAt: row.published?.rfc3339, lateMs: row.published.map { $0.ms - row.due.ms },
            removedAt: row.removed?.rfc3339,
            rendition: .init(sha256: row.renditionSHA256, text: recorded.renditionText),
            parts: rendition.parts.enumerated().map { number, part in
                let settled = rows.steps.first { $0.step.part == number && $0.step.kind == .commit }?.settled
                return .init(part, number: number, receipt: receipts[number], settled: settled)
            },
            steps: rows.steps.map { step in .init(step, rows.attempts.filter { $0.position == step.position }) },
            fare: .init(rows.holds), events: rows.events.map { .init(at: $0.at, state: $0.state, $0.story) },
            seal: recorded.leaf.map { .init($0, renditionSHA256: row.renditionSHA256) },
            presence: rows.presence.map { .init($0) }, checks: rows.checks.map { .init($0) })
    }
}

extension DeliveryRecord.AccountNamed {
    fileprivate init(_ account: Account) {
        self.init(
            platform: account.platform.raw, handle: account.handle, displayName: account.displayName,
            remoteId: account.remoteID, server: account.server)
    }
}

extension DeliveryRecord.PartSent {
    fileprivate init(_ part: RenderedPart, number: Int, receipt: Receipt?, settled: Instant?) {
        self.init(
            part: number, role: part.role.recorded, wireText: part.wireText, wireTextSha256: Digest.hex(part.wireText),
            pictures: part.media.map {
                .init(sha256: $0.original.sha256, mimeType: $0.original.mimeType, alt: $0.original.alt)
            },
            // A person who found it may have pasted no link: then nothing is known of it.
            platformId: receipt.flatMap { $0.remoteID.isEmpty ? nil : $0.remoteID },
            cid: receipt?.extra["cid"]?.string, url: receipt?.url, settledAt: settled?.rfc3339,
            differences: (receipt?.differences ?? []).map(\.description))
    }
}

extension RenderedPart.Role {
    /// The word a record and the API use for it.
    public var recorded: String {
        switch self {
        case .post: "post"
        case .threadPart: "thread-part"
        case .comment: "comment"
        }
    }
}

extension DeliveryRecord.StepTaken {
    fileprivate init(_ row: StepRow, _ attempts: [Attempt]) {
        self.init(
            kind: row.step.kind.rawValue, name: row.step.name, part: row.step.part, picture: row.step.picture,
            state: row.state.rawValue, settledAt: row.settled?.rfc3339,
            attempts: attempts.map {
                .init(
                    id: $0.id.raw, intendedAt: $0.intended.rfc3339, deadlineAt: $0.deadline.rfc3339,
                    endedAt: $0.ended?.rfc3339, outcome: $0.outcome, status: $0.status, answer: $0.answer)
            })
    }
}

extension DeliveryRecord.FareBooked {
    fileprivate init?(_ holds: [HoldRow]) {
        guard let state = DeliveryDetail.state(of: holds), let fare = DeliveryDetail.fare(of: holds) else { return nil }
        let booked = holds.filter { $0.state == .captured }.reduce(Money.zero) { $0 + $1.amount }
        self.init(
            book: fare.book,
            items: fare.items.map { .init(unit: $0.unit.name, count: $0.unit.count, eachMicroUsd: $0.each.microUSD) },
            microUsd: fare.total.microUSD, bookedMicroUsd: booked.microUSD, hold: state.rawValue)
    }
}

extension DeliveryRecord.Event {
    fileprivate init(at: Instant, state: Delivery.State, _ story: Settlement.Story) {
        self.init(
            at: at.rfc3339, state: state.rawValue, what: story.what.description, toDo: story.toDo?.description,
            answer: story.answer, status: story.status)
    }
}

extension DeliveryRecord.PresenceNamed {
    fileprivate init(_ row: PresenceRow) {
        self.init(
            state: row.state.rawValue, sinceAt: row.since.rfc3339, seenAt: row.seen.rfc3339,
            checkedAt: row.checked.rfc3339)
    }
}

extension DeliveryRecord.CheckMade {
    fileprivate init(_ row: Recheck) {
        self.init(
            dueAt: row.due.rfc3339, afterMs: row.after?.inMilliseconds, doneAt: row.done?.rfc3339,
            sighting: row.sighting?.rawValue,
            parts: row.parts.map {
                .init(
                    part: $0.part, sighting: $0.sighting.rawValue, what: $0.story.what.description,
                    answer: $0.story.answer, status: $0.story.status, differences: $0.differences.map(\.description))
            })
    }
}

extension DeliveryRecord.Seal {
    fileprivate init(_ linked: LinkedLeaf, renditionSHA256: String) {
        let leaf = linked.leaf
        self.init(
            sha256: leaf.sha256, previousSha256: leaf.previousSHA256, content: leaf.content, madeAt: leaf.made.rfc3339,
            standing: linked.standing(renditionSHA256: renditionSHA256))
    }
}
