/// Something that was said of a network's window, once while it is open.
public struct QuotaWarning: Hashable, Sendable {
    public let key: QuotaKey
    /// What was used of it, and how much it takes, when the point was reached.
    public let used: Int
    public let most: Int
    /// Nil: all of it never comes back at once.
    public let resets: Instant?

    public init(key: QuotaKey, used: Int, most: Int, resets: Instant?) {
        self.key = key
        self.used = used
        self.most = most
        self.resets = resets
    }

    /// Of the window, as it stood; never more than all of it.
    public var percent: Int { most > 0 ? min(100, used * 100 / most) : 100 }

    /// Of one that nobody publishes little is known, so it is said early. A day is worth a word; what turns within the day
    /// is waited for.
    public static let learnedPercent = 60
    public static let dayPercent = 90

    /// How long it is news: by then its window is over.
    public static let shown = Duration.days(1)

    /// From how much on a window is worth a word; nil: never.
    public static func point(of key: QuotaKey) -> Int? {
        switch key.kind {
        case .learned: learnedPercent
        case .window, .rolling: key.span >= .days(1) ? dayPercent : nil
        case .gauge: nil
        }
    }

    /// What a window has to say now, whether it was said before or not.
    public static func due(of key: QuotaKey, _ state: QuotaState, at now: Instant) -> QuotaWarning? {
        guard let point = point(of: key), now < state.resets, let most = state.limit(at: now), most > 0,
            state.used * 100 >= most * point
        else { return nil }
        return QuotaWarning(
            key: key, used: state.used, most: most, resets: key.kind == .rolling ? nil : state.resets)
    }

    /// What was said since then was said of this window. One that is counted back from now is a new one after its length.
    public static func beginning(of key: QuotaKey, _ state: QuotaState, at now: Instant) -> Instant {
        key.kind == .rolling ? now - key.span : state.opened
    }
}
