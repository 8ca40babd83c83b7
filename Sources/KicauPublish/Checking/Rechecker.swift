import KicauCore
import KicauMeter
import KicauStore
import Logging
public import ServiceLifecycle

/// Looks again at what was published: an hour, a day, a week and four weeks later, and whenever a person asks.
///
/// It only reads: whether the post is still there, and how it is doing. Whatever it finds, nothing is ever sent because of
/// it, and money that is set aside for sending is not there for it: a check that the budget does not allow is skipped, and
/// says so.
public struct Rechecker: Service {
    private let kit: Kit
    private let worker: String
    private let keeper: TokenKeeper

    public init(kit: Kit, worker: String) {
        self.kit = kit
        self.worker = worker
        keeper = TokenKeeper(kit: kit)
    }

    /// After the publication.
    public static let plan: [Duration] = [.hours(1), .days(1), .days(7), .days(28)]
    /// At once. Sending has a room of its own, many times as large.
    private static let room = 4
    private static let lease = Duration.seconds(120)
    private static let longestSleep = Duration.seconds(30)

    public func run() async throws {
        let bell = Bell()
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                if await turn() < Rechecker.room { await bell.wait(upTo: await pause()) }
            }
        }
    }

    /// One look at the plan; gives how many checks it took on.
    @discardableResult
    func turn() async -> Int {
        do {
            let now = kit.time.now()
            let claims = try await kit.store.write { tx in
                try tx.claimRechecks(Rechecker.room, for: worker, at: now, lease: Rechecker.lease)
            }
            await withDiscardingTaskGroup { group in
                for claim in claims { group.addTask { await carry(claim) } }
            }
            return claims.count
        } catch {
            kit.log.error("the later checks could not be read", metadata: ["error": "\(error)"])
            return 0
        }
    }

    private func pause() async -> Duration {
        do {
            guard let next = try await kit.store.read({ try $0.nextRecheck() }) else { return Rechecker.longestSleep }
            return min(max(next - kit.time.now(), .milliseconds(100)), Rechecker.longestSleep)
        } catch {
            return Rechecker.longestSleep
        }
    }

    /// Never throws: what fails here ends with its lease, and is looked at again.
    private func carry(_ claim: Recheck) async {
        do {
            try await check(claim)
        } catch {
            kit.log.error(
                "a published post could not be looked at again",
                metadata: ["delivery": "\(claim.delivery)", "error": "\(error)"])
        }
    }

    /// Carries one that a person has just asked for.
    func check(_ id: ID<Recheck>) async throws {
        let now = kit.time.now()
        let claim = try await kit.store.write { tx in
            try tx.claimRecheck(id, for: worker, at: now, lease: Rechecker.lease)
        }
        if let claim { try await check(claim) }
    }

    /// What stays the same while one delivery is looked at.
    private struct Subject {
        let row: DeliveryRow
        let parts: [(number: Int, published: PublishedPart)]
        let platform: any Platform
        let workspace: Workspace

        /// What was planned for an age is of that age, whenever it is done.
        func work(of claim: Recheck, at now: Instant) -> WorkClass {
            .reading(ofPostAged: claim.after ?? row.published.map { now - $0 } ?? .zero)
        }
    }

    private func check(_ claim: Recheck) async throws {
        guard let subject = try await subject(of: claim) else { return }
        if let why = try await leftOut(claim, subject) {
            let seen = subject.parts.map { PartSighting(part: $0.number, sighting: .skipped, story: why) }
            return try await write(seen, [], claim, subject.row)
        }
        let decision = Rechecking(tries: claim.tries, now: kit.time.now())
        var seen: [PartSighting] = []
        var counted: [(number: Int, numbers: Numbers)] = []
        for (number, published) in subject.parts {
            let reread = try await read(published, subject, as: subject.work(of: claim, at: decision.now))
            if let then = decision.again(after: reread) {
                _ = try await kit.store.write { try $0.putOffRecheck(claim, until: then) }
                return
            }
            seen.append(decision.sighted(reread, of: published, number: number))
            if let numbers = reread.numbers { counted.append((number, numbers)) }
            let end = kit.time.now() + Rechecker.lease
            guard try await kit.store.write({ try $0.extendLease(of: claim, to: end) }) else { return }
        }
        try await write(seen, counted, claim, subject.row)
    }

    /// Nil: a person took it off meanwhile, or its account is no more; the plan goes with it.
    private func subject(of claim: Recheck) async throws -> Subject? {
        let (row, rendition, steps, workspace, account) = try await kit.store.read { tx in
            let row = try tx.delivery(claim.delivery)
            return (
                row, try tx.currentRendition(of: claim.delivery), try tx.steps(of: claim.delivery),
                try tx.workspace(claim.workspace), try row.flatMap { try tx.account($0.account) }
            )
        }
        guard let row, row.removed == nil, row.state == .published, let rendition, let workspace, let account else {
            try await kit.store.write { try $0.dropRechecks(of: claim.delivery) }
            return nil
        }
        let receipts = Itinerary(rendition: rendition, rows: steps).receipts
        let parts = receipts.sorted { $0.key < $1.key }.map { number, receipt in
            let parent = number == 0 ? rendition.answering : receipts[number - 1]
            return (number, PublishedPart(part: rendition.parts[number], receipt: receipt, parent: parent))
        }
        return Subject(
            row: row, parts: parts, platform: try kit.platform(account.account.platform), workspace: workspace)
    }

    /// Nearer to the end of a budget some readings are left out before any has to be; nil: this one is made.
    private func leftOut(_ claim: Recheck, _ subject: Subject) async throws -> Settlement.Story? {
        let now = kit.time.now()
        let pacer = try await kit.pacer(for: subject.workspace)
        let work = subject.work(of: claim, at: now)
        guard
            let why = try await kit.thinned(work, by: pacer, on: subject.platform.id, account: subject.row.account)
        else { return nil }
        let today = Day(of: now)
        let isReadToday = try await kit.store.read { try $0.rechecks(of: claim.delivery) }.contains {
            $0.sighting?.isOfAReading == true && $0.done.map { Day(of: $0) } == today
        }
        return Thinning.leavesOutReading(after: claim.after, isReadToday: isReadToday) ? why : nil
    }

    private func read(_ published: PublishedPart, _ subject: Subject, as work: WorkClass) async throws -> Reread {
        // What a person found has the link they pasted, if any: no network knows it by that.
        guard !published.receipt.remoteID.isEmpty, !published.isNamedByAPerson else { return .notOffered }
        switch try await keeper.key(for: subject.row.account) {
        case .ready(let signedIn):
            return await subject.platform.read(
                published, of: signedIn, now: kit.time.now(),
                via: kit.metered(
                    for: subject.workspace, platform: subject.platform.id, account: subject.row.account,
                    work: work, haste: .background))
        case .signedOut(let refusal): return .signedOut(refusal)
        case .tryLater(let until, let reason): return .couldNotLook(until: until, reason)
        }
    }

    private func write(
        _ seen: [PartSighting], _ counted: [(number: Int, numbers: Numbers)], _ claim: Recheck, _ row: DeliveryRow
    ) async throws {
        let now = kit.time.now()
        let sighting = Rechecking.verdict(of: seen)
        try await kit.store.write { tx in
            guard try tx.finishRecheck(claim, as: sighting, parts: seen, at: now) else { return }
            try tx.addReadings(counted, of: row.id, at: now)
            if let presence = Presence(sighting) {
                let before = try tx.presence(of: row.id)?.state
                try tx.putPresence(presence, of: row, at: now)
                if let story = presence.story(after: before) {
                    try tx.tell(story, of: row.id, state: .published, at: now)
                }
            }
            tx.noteChange(in: row.workspace)
        }
    }
}

extension Sighting {
    /// The network was asked, and answered.
    fileprivate var isOfAReading: Bool {
        switch self {
        case .unchanged, .changed, .gone: true
        case .couldNotLook, .skipped, .notOffered: false
        }
    }
}

extension PublishedPart {
    /// A person who found a post in doubt pastes its address, and that is all that is known of it.
    fileprivate var isNamedByAPerson: Bool { receipt.remoteID == receipt.url && receipt.remoteID.hasPrefix("http") }
}

extension Transaction {
    /// With the seal of a published delivery its later checks are planned: those that still lie ahead.
    borrowing func planRechecks(of row: DeliveryRow, at now: Instant) throws {
        guard let published = row.published else { return }
        for wait in Rechecker.plan where published + wait > now {
            try planRecheck(of: row.id, after: wait, published: published)
        }
    }
}

extension Publishing {
    /// Looks at once, while the person waits. If somebody else has just asked, that check is this one too.
    func checkNow(_ row: DeliveryRow) async throws {
        let now = kit.time.now()
        let asked = try await kit.store.write { try $0.askForRecheck(of: row.id, at: now) }
        guard let asked else { return }
        try await Rechecker(kit: kit, worker: "asked-\(kit.makeName())").check(asked)
    }
}
