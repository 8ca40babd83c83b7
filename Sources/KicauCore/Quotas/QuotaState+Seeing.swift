extension QuotaState {
    /// What it is after an answer spoke of it. An answer from a window that is over changes nothing.
    public func after(_ sighting: QuotaSighting, at now: Instant) -> QuotaState {
        switch sighting.kind {
        case .gauge: return measured(sighting, at: now)
        case .learned: return taught(sighting, at: now)
        case .window, .rolling: return counted(sighting, at: now)
        }
    }

    private func measured(_ sighting: QuotaSighting, at now: Instant) -> QuotaState {
        var state = self
        if let percent = sighting.percent {
            state.percent = max(0, min(percent, 1000))
            state.seen = now
            state.source = .answers
        }
        state.blockedUntil = bounded(sighting.blockedUntil, at: now) ?? (sighting.percent == nil ? blockedUntil : nil)
        return state
    }

    /// The count at a refusal is the most there was; the smallest stays, with what it has grown back since.
    private func taught(_ sighting: QuotaSighting, at now: Instant) -> QuotaState {
        guard sighting.wasRefused else { return self }
        var state = self
        state.seen = now
        state.blockedUntil = bounded(sighting.blockedUntil ?? resets, at: now)
        // The refused call was counted when it was let through.
        let reached = used - 1
        guard reached >= QuotaState.leastLearned else { return state }
        state.most = min(reached, limit(at: now) ?? reached)
        state.learned = now
        state.source = .refusals
        return state
    }

    /// After fewer calls than that others have used the window up, and our count says nothing of its size.
    static let leastLearned = 20

    private func counted(_ sighting: QuotaSighting, at now: Instant) -> QuotaState {
        var state = self
        state.blockedUntil = bounded(sighting.blockedUntil, at: now) ?? blockedUntil
        guard let resets = sighting.resets ?? (sighting.remaining == nil ? nil : self.resets), resets > now,
            resets <= now + sighting.span + QuotaState.slack
        else { return state }
        let half = Duration.milliseconds(sighting.span.inMilliseconds / 2)
        // The first word of the network goes before our guess of when its window ends.
        let knows = seen.map { $0 >= opened } ?? false
        if knows, resets + half < self.resets { return state }
        let isNext = knows && resets > self.resets + half
        if isNext { state.opened = now }
        if let most = sighting.most {
            state.most = most
            state.source = .answers
        }
        if let most = state.most, let left = sighting.remaining {
            let spent = max(0, most - max(0, left))
            // Where the end moves on with each answer, the count does not turn at once but flows back.
            let flows = knows && !isNext && resets > self.resets + QuotaState.slack
            state.used = isNext || flows ? spent : max(used, spent)
            state.remaining = max(0, left)
        }
        if sighting.wasRefused, let most = state.most { state.used = max(state.used, most) }
        state.resets = resets
        state.seen = now
        return state
    }

    /// Networks round their times to seconds, and clocks differ.
    public static let slack = Duration.seconds(2)

    private func bounded(_ blocked: Instant?, at now: Instant) -> Instant? {
        blocked.flatMap { $0 > now ? min($0, now + QuotaState.longestBlock) : nil }
    }
}
