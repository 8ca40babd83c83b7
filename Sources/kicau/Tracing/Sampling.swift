/// Which traces are kept, by the names of OpenTelemetry's OTEL_TRACES_SAMPLER.
struct Sampling: Sendable, Equatable {
    /// Of the traces that begin here: from none (0) to all (1).
    let share: Double
    /// A span belongs to its trace, also to one that another program began and keeps.
    let followsParent: Bool

    static let all = Sampling(share: 1, followsParent: true)

    init(share: Double, followsParent: Bool) {
        self.share = share
        self.followsParent = followsParent
    }

    /// Nil when there is no such sampler, or its argument is no share.
    init?(name: String, argument: String?) {
        let prefix = "parentbased_"
        let follows = name.hasPrefix(prefix)
        switch follows ? String(name.dropFirst(prefix.count)) : name {
        case "always_on": self.init(share: 1, followsParent: follows)
        case "always_off": self.init(share: 0, followsParent: follows)
        case "traceidratio":
            guard let share = Double(argument ?? "1"), (0...1).contains(share) else { return nil }
            self.init(share: share, followsParent: follows)
        default: return nil
        }
    }

    /// By the trace's number, so that every program that goes by it keeps the same ones.
    func keeps(_ traceID: String, parent: TraceContext?) -> Bool {
        if followsParent, let parent { return parent.isSampled }
        // 56 bits, which a Double has room for.
        guard let number = UInt64(traceID.suffix(14), radix: 16) else { return false }
        return Double(number) < share * Double(1 << 56)
    }
}
