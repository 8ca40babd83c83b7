import KicauCore

/// What one node remembers of the windows, so that few calls ask the database. Pure.
struct QuotaShelf {
    struct Place {
        var state: QuotaState
        /// Taken from the window by this node, and not used yet.
        var slots: Int
        /// When the database was last asked.
        var checked: Instant

        /// Its slots were taken for whoever comes next; what can wait goes no further on them than by itself.
        func leavesRoom(for want: QuotaWant, _ haste: QuotaHaste, at now: Instant) -> Bool {
            guard haste == .background else { return true }
            var spent = state
            spent.used -= slots
            return spent.verdict(want.rule.kind, weight: want.weight, haste: haste, at: now) == .goes
        }
    }

    enum Quick: Hashable {
        case goes
        case waits(until: Instant, QuotaKey)
        /// The database has to be asked; meanwhile places of windows where this node has some are kept for the call.
        case asks(keeping: [QuotaKey: Kept])
    }

    /// A place of one window, kept for a call that another of its windows makes wait.
    struct Kept: Hashable {
        let opened: Instant
        let weight: Int

        /// It is of the window that is open now, and the network has not said since that nothing is left.
        func isGood(in state: QuotaState) -> Bool { state.opened == opened && state.remaining != 0 }
    }

    var places: [QuotaKey: Place] = [:]
    var unwritten: [QuotaKey: [(sighting: QuotaSighting, at: Instant)]] = [:]
    var written = Instant(ms: 0)

    /// What other nodes saw and wrote is noticed within that time.
    static let freshness = Duration.seconds(15)
    private static let mostUnwritten = 16

    /// Takes a slot of each window where this node has one; all or none.
    mutating func take(_ wants: [QuotaWant], haste: QuotaHaste, at now: Instant) -> Quick {
        var asks = false
        var held: [QuotaWant] = []
        var waiting: (until: Instant, key: QuotaKey)?
        for want in wants {
            switch standing(want, haste, at: now) {
            case .goes: if want.isCounted { held.append(want) }
            case nil: asks = true
            case .waits(let until): if until > waiting?.until ?? now { waiting = (until, want.key) }
            }
        }
        if let waiting { return .waits(until: waiting.until, waiting.key) }
        for want in held { places[want.key]?.slots -= want.weight }
        guard asks else { return .goes }
        let kept = held.compactMap { want in
            places[want.key].map { (want.key, Kept(opened: $0.state.opened, weight: want.weight)) }
        }
        return .asks(keeping: Dictionary(kept) { first, _ in first })
    }

    /// The call did not go on them.
    mutating func letGo(of kept: [QuotaKey: Kept]) {
        for (key, kept) in kept where places[key]?.state.opened == kept.opened { places[key]?.slots += kept.weight }
    }

    /// The numbers in force, where this node knows them.
    func limits(of wants: [QuotaWant], at now: Instant) -> [QuotaKey: Int] {
        Dictionary(
            wants.compactMap { want in places[want.key]?.state.limit(at: now).map { (want.key, $0) } },
            uniquingKeysWith: { first, _ in first })
    }

    /// Nil: the database has to be asked.
    private func standing(_ want: QuotaWant, _ haste: QuotaHaste, at now: Instant) -> QuotaVerdict? {
        guard let place = places[want.key] else { return nil }
        let age = now - place.checked
        let isFresh = age >= .zero && age < QuotaShelf.freshness
        let isOpen = now < place.state.resets && place.state.resets <= now + want.rule.span + QuotaState.slack
        let verdict = place.state.verdict(want.rule.kind, weight: want.weight, haste: haste, at: now)
        guard want.isCounted else { return isFresh ? verdict : nil }
        guard isOpen else { return nil }
        if let blocked = place.state.blockedUntil, blocked > now { return isFresh ? verdict : nil }
        if place.slots >= want.weight, place.leavesRoom(for: want, haste, at: now) { return .goes }
        if case .waits = verdict, isFresh { return verdict }
        return nil
    }

    /// What the database said, and the slots taken there.
    mutating func put(_ state: QuotaState, slots: Int, for key: QuotaKey, at now: Instant) {
        var place = places[key] ?? Place(state: state, slots: 0, checked: now)
        if place.state.opened != state.opened { place.slots = 0 }
        place.state = unwritten[key, default: []].reduce(state) { $0.after($1.sighting, at: $1.at) }
        place.slots += slots
        place.checked = now
        places[key] = place
    }

    mutating func putBack(_ wants: [QuotaWant]) {
        for want in wants where want.isCounted { places[want.key]?.slots += want.weight }
    }

    /// - Returns: whether others should hear of it at once.
    mutating func see(_ sightings: [(key: QuotaKey, sighting: QuotaSighting)], at now: Instant) -> Bool {
        for (key, sighting) in sightings {
            unwritten[key, default: []].append((sighting, now))
            if unwritten[key, default: []].count > QuotaShelf.mostUnwritten { unwritten[key]?.removeFirst() }
            guard var place = places[key] else { continue }
            let before = place.state.opened
            place.state = place.state.turned(key.kind, key.span, at: now).after(sighting, at: now)
            if place.state.opened != before || sighting.wasRefused { place.slots = 0 }
            if let remaining = sighting.remaining, place.state.remaining == remaining {
                place.slots = min(place.slots, remaining)
            }
            places[key] = place
        }
        return sightings.contains {
            $0.sighting.wasRefused || $0.sighting.remaining == 0 || $0.sighting.blockedUntil != nil
        }
    }
}
