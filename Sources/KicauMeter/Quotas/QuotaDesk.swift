public import KicauCore
public import KicauStore
import Synchronization

/// Lets calls through while the networks' windows have room, whichever node makes them, and keeps what answers say.
public final class QuotaDesk: Sendable {
    private let store: Store
    private let time: any TimeSource
    private let metrics: Metrics
    private let shelf = Mutex(QuotaShelf())
    private let paces = Mutex(QuotaPaces())

    public init(store: Store, time: any TimeSource, metrics: Metrics) {
        self.store = store
        self.time = time
        self.metrics = metrics
    }

    private struct Grant: Sendable {
        let key: QuotaKey
        let state: QuotaState
        let slots: Int
        /// The call goes on the place that this node held already.
        var isHeld = false
    }

    private enum Answer: Sendable {
        case goes([Grant])
        case waits(until: Instant, QuotaKey, [Grant])
    }

    /// - Returns: what the call took of this node's pace, to be put back if it never leaves.
    /// - Throws: `.neverLeft` when a window has no room, or when it could not be counted: then nothing may leave.
    @discardableResult
    func admit(_ wants: [QuotaWant], haste: QuotaHaste) async throws(LineFailure) -> QuotaPaces.Steps {
        guard !wants.isEmpty else { return [:] }
        let now = time.now()
        let steps = try pace(wants, haste, at: now)
        do throws(LineFailure) {
            try await take(wants, haste, at: now)
            return steps
        } catch {
            paces.withLock { $0.putBack(steps) }
            throw error
        }
    }

    /// What can wait is spread over the windows before they are asked; nothing else is slowed down.
    private func pace(_ wants: [QuotaWant], _ haste: QuotaHaste, at now: Instant) throws(LineFailure)
        -> QuotaPaces.Steps
    {
        guard haste == .background else { return [:] }
        let limits = shelf.withLock { $0.limits(of: wants, at: now) }
        switch paces.withLock({ $0.take(wants, limits: limits, at: now) }) {
        case .goes(let steps): return steps
        case .waits(let until): throw .neverLeft(retryAt: until, .rateLimited(answer: nil))
        }
    }

    private func take(_ wants: [QuotaWant], _ haste: QuotaHaste, at now: Instant) async throws(LineFailure) {
        let kept: [QuotaKey: QuotaShelf.Kept]
        switch shelf.withLock({ $0.take(wants, haste: haste, at: now) }) {
        case .goes: return
        case .waits(let until, let key): throw held(until, key)
        case .asks(let keeping): kept = keeping
        }
        let answer: Answer
        do {
            answer = try await store.write(durability: .relaxed) { tx in
                try QuotaDesk.ask(tx, wants, haste, keeping: kept, at: now)
            }
        } catch {
            shelf.withLock { $0.letGo(of: kept) }
            throw .neverLeft(retryAt: now + .seconds(10), .unreachable("the meter could not count the call"))
        }
        switch answer {
        case .goes(let grants):
            keep(grants, taking: wants, kept, at: now)
        case .waits(let until, let key, let grants):
            keep(grants, taking: [], kept, at: now)
            throw held(until, key)
        }
    }

    /// All windows of a call in one transaction: all of them let it through, or nothing is taken.
    ///
    /// - Parameter held: where this node has a place for the call; of those windows it takes no more.
    private static func ask(
        _ tx: borrowing Transaction, _ wants: [QuotaWant], _ haste: QuotaHaste,
        keeping held: [QuotaKey: QuotaShelf.Kept],
        at now: Instant
    ) throws -> Answer {
        var grants: [Grant] = []
        var waiting: (until: Instant, key: QuotaKey)?
        for want in wants.sorted(by: { $0.key.order < $1.key.order }) {
            let kept = try tx.quota(want.key)
            let state = want.open(kept, at: now)
            // A clock set back would make the window longer: its new end is kept, or it would move on with each look.
            if let kept, kept.resets > state.resets { try tx.keepQuota(state, of: want.key) }
            let isHeld = held[want.key].map { $0.isGood(in: state) } ?? false
            if let until = want.wait(in: state, haste, isHeld: isHeld, at: now), until > waiting?.until ?? now {
                waiting = (until, want.key)
            }
            let slots = want.isCounted && !isHeld ? state.block(want.rule.kind, weight: want.weight, at: now) : 0
            grants.append(Grant(key: want.key, state: state, slots: slots, isHeld: isHeld))
        }
        if let waiting {
            return .waits(
                until: waiting.until, waiting.key, grants.map { Grant(key: $0.key, state: $0.state, slots: 0) })
        }
        return .goes(
            try grants.map { grant in
                guard grant.slots > 0 else { return grant }
                var taken = grant.state
                taken.used += grant.slots
                try tx.keepQuota(taken, of: grant.key)
                return Grant(key: grant.key, state: taken, slots: grant.slots)
            })
    }

    /// Each window whose place the call does not take gets back what was kept for it.
    private func keep(
        _ grants: [Grant], taking wants: [QuotaWant], _ kept: [QuotaKey: QuotaShelf.Kept], at now: Instant
    ) {
        let onHeld = Set(wants.isEmpty ? [] : grants.filter(\.isHeld).map(\.key))
        shelf.withLock { shelf in
            shelf.letGo(of: kept.filter { !onHeld.contains($0.key) })
            for grant in grants { shelf.put(grant.state, slots: grant.slots, for: grant.key, at: now) }
            for want in wants where want.isCounted && !onHeld.contains(want.key) {
                shelf.places[want.key]?.slots -= want.weight
            }
        }
    }

    private func held(_ until: Instant, _ key: QuotaKey) -> LineFailure {
        metrics.count(.quotaWaits, key.platform.raw, key.binds.rawValue)
        return .neverLeft(retryAt: until, .rateLimited(answer: nil))
    }

    /// The call never left: its slots serve the next one.
    func putBack(_ wants: [QuotaWant], _ steps: QuotaPaces.Steps) {
        shelf.withLock { $0.putBack(wants) }
        paces.withLock { $0.putBack(steps) }
    }

    /// - Parameter mayWait: this call's answer may be kept waiting for the database.
    func saw(
        _ sightings: [QuotaSighting], on platform: PlatformID, of account: ID<Account>?, mayWait: Bool
    ) async {
        let keyed = sightings.compactMap { sighting in
            QuotaKey(sighting, on: platform, of: account).map { (key: $0, sighting: sighting) }
        }
        guard !keyed.isEmpty else { return }
        let now = time.now()
        let isDue = shelf.withLock { shelf in
            let isUrgent = shelf.see(keyed, at: now)
            return isUrgent || (mayWait && abs((now - shelf.written).inMilliseconds) >= 1000)
        }
        if isDue { await flush() }
    }

    /// Writes what answers said since the last time. What cannot be written now is written the next time.
    public func flush() async {
        let now = time.now()
        let unwritten = shelf.withLock { shelf in
            defer { shelf.unwritten = [:] }
            shelf.written = now
            return shelf.unwritten
        }
        guard !unwritten.isEmpty else { return }
        do {
            try await store.write(durability: .relaxed) { tx in
                for (key, seen) in unwritten.sorted(by: { $0.key.order < $1.key.order }) {
                    let kept = try tx.quota(key) ?? QuotaState(opened: now, resets: now + key.span)
                    let state = seen.reduce(kept.turned(key.kind, key.span, at: now)) {
                        $0.after($1.sighting, at: $1.at)
                    }
                    try tx.keepQuota(state, of: key)
                }
            }
        } catch {
            // The next answer of each window says the same or better; these few wait for the next turn.
            shelf.withLock { $0.unwritten.merge(unwritten) { newer, _ in newer } }
        }
    }

    /// At the end: gives back what was taken and not used.
    public func close() async {
        await flush()
        let left = shelf.withLock { shelf in
            defer { shelf.places = [:] }
            return shelf.places.filter { $0.value.slots > 0 }
        }
        do {
            try await store.write { tx in
                for (key, place) in left.sorted(by: { $0.key.order < $1.key.order }) {
                    try tx.putBackQuota(place.slots, of: key, opened: place.state.opened)
                }
            }
        } catch {
            // Then they count as used until their window turns: too few calls rather than too many.
            return
        }
    }

    /// A person has changed something: the database is asked anew.
    public func forget(_ key: QuotaKey) { shelf.withLock { _ = $0.places.removeValue(forKey: key) } }

    /// What this node has taken and not used yet: to be left out where used calls are shown.
    public func unspent() -> [QuotaKey: Int] { shelf.withLock { $0.places.mapValues(\.slots).filter { $0.value > 0 } } }

    /// How full the fullest window of each network is, in percent, by whom it binds.
    public func shares() -> [QuotaShare] {
        let now = time.now()
        let places = shelf.withLock { $0.places }
        let shares = places.compactMap { key, place in
            now < place.state.resets
                ? place.state.share(at: now).map { QuotaShare(platform: key.platform, binds: key.binds, percent: $0) }
                : nil
        }
        return Dictionary(grouping: shares) { [$0.platform.raw, $0.binds.rawValue] }.values
            .compactMap { $0.max { $0.percent < $1.percent } }
            .sorted { ($0.platform.raw, $0.binds.rawValue) < ($1.platform.raw, $1.binds.rawValue) }
    }
}

public struct QuotaShare: Sendable, Hashable {
    public let platform: PlatformID
    public let binds: QuotaRule.Binder
    public let percent: Int
}

extension QuotaKey {
    /// Rows are locked in one order by all.
    fileprivate var order: String {
        "\(platform) \(what) \(binds.rawValue) \(span.inMilliseconds) \(subject)"
    }
}
