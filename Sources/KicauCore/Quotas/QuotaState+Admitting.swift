/// May a call be made, as its windows stand?
public enum QuotaVerdict: Hashable, Sendable {
    case goes
    case waits(until: Instant)
}

extension QuotaState {
    /// From here on a gauge lets nothing through that can wait, and from there on nothing but publishing.
    public static let backgroundPercent = 75
    public static let askedPercent = 90

    /// - Parameter weight: what the call takes; this state is of the window that is open now (`turned`).
    public func verdict(_ kind: QuotaRule.Kind, weight: Int, haste: QuotaHaste, at now: Instant) -> QuotaVerdict {
        if let blockedUntil, blockedUntil > now { return .waits(until: blockedUntil) }
        switch kind {
        case .rolling: return .goes
        case .gauge: return gaugeVerdict(haste, at: now)
        case .window, .learned:
            guard let room = room(haste, at: now), used + weight > room else { return .goes }
            // A call that would not even fit into an empty window is the network's to refuse, or it would wait for ever.
            return weight > room && used == 0 ? .goes : .waits(until: resets)
        }
    }

    /// How much of a counted window may be used: a tenth of it is not for what can wait.
    private func room(_ haste: QuotaHaste, at now: Instant) -> Int? {
        guard let limit = limit(at: now) else { return nil }
        return haste == .background ? limit - max(limit / 10, 1) : limit
    }

    private func gaugeVerdict(_ haste: QuotaHaste, at now: Instant) -> QuotaVerdict {
        let bound: Int
        switch haste {
        case .publishing: return .goes
        case .asked: bound = QuotaState.askedPercent
        case .background: bound = QuotaState.backgroundPercent
        }
        guard let percent, faded(percent, at: now) >= bound, let seen else { return .goes }
        // When it will have faded below the bound; then one call goes and brings the newest percentage with it.
        let span = QuotaState.gaugeSpan.inMilliseconds
        let wait = span - Int64(bound - 1) * span / Int64(percent)
        return .waits(until: max(seen + .milliseconds(wait), now + .seconds(1)))
    }

    /// How much a node takes at once, so that not every call asks the database: a twentieth of what is left, at most so
    /// many. Near the end, and where each call has to be counted by itself, it takes one.
    public func block(_ kind: QuotaRule.Kind, weight: Int, at now: Instant) -> Int {
        switch kind {
        case .learned, .gauge, .rolling: return weight
        case .window:
            guard let limit = limit(at: now) else { return max(weight, QuotaState.largestBlock) }
            return max(weight, min(QuotaState.largestBlock, (limit - used) / 20))
        }
    }

    static let largestBlock = 32
}
