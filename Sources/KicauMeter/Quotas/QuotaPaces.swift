import KicauCore

/// How this node spreads what can wait over each window. Pure.
struct QuotaPaces {
    private var paces: [QuotaKey: QuotaPace] = [:]

    /// One call that was let through, to be put back if it is not made.
    typealias Steps = [QuotaKey: Step]

    struct Step: Hashable {
        let measure: QuotaPace.Measure
        let weight: Int
    }

    enum Answer: Hashable {
        case goes(Steps)
        case waits(until: Instant)
    }

    /// Beyond that, those that have nothing more to say are forgotten.
    static let most = 4096

    /// All windows of a call let it through, or none of them moves on.
    ///
    /// - Parameter limits: the number in force of each window, where this node knows it better than the papers.
    mutating func take(_ wants: [QuotaWant], limits: [QuotaKey: Int], at now: Instant) -> Answer {
        var steps: Steps = [:]
        var waiting: Instant?
        for want in wants {
            let most = limits[want.key] ?? want.rule.most?.value
            guard let measure = QuotaPace.Measure(want.rule.kind, most: most, in: want.rule.span) else { continue }
            if let until = paces[want.key, default: QuotaPace()].wait(for: want.weight, measure, at: now) {
                waiting = max(waiting ?? until, until)
            } else {
                steps[want.key] = Step(measure: measure, weight: want.weight)
            }
        }
        if let waiting {
            putBack(steps)
            return .waits(until: waiting)
        }
        if paces.count > QuotaPaces.most { paces = paces.filter { $0.value.arrival > now } }
        return .goes(steps)
    }

    mutating func putBack(_ steps: Steps) {
        for (key, step) in steps { paces[key]?.putBack(step.weight, step.measure) }
    }
}
