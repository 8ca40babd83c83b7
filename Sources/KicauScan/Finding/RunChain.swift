import KicauText

/// Runs that follow each other in a post and in a text, with little between: the same passage, with words replaced or
/// left out.
struct RunChain: Equatable {
    /// In their order; none reaches into the next, on either side.
    private(set) var runs: [SharedRun]

    /// In folded bytes.
    var matched: Int { runs.reduce(0) { $0 + $1.length } }
    var post: Range<Int> { runs[0].inPost..<runs[runs.count - 1].inPost + runs[runs.count - 1].length }
    var text: Range<Int> { runs[0].inText..<runs[runs.count - 1].inText + runs[runs.count - 1].length }

    /// Between two runs of one passage lie at most about twelve words, in folded bytes.
    static let widestGap = 72
    /// A text that repeats a post without end has more runs than are worth comparing with each other.
    private static let mostRuns = 256

    /// The chain with the most folded bytes; of equals the one that comes first.
    ///
    /// - Parameter runs: of one post and one text; at least one.
    static func best(of runs: [SharedRun]) -> RunChain? {
        let sorted = runs.sorted { ($1.length, $0.inText, $0.inPost) < ($0.length, $1.inText, $1.inPost) }
            .prefix(mostRuns)
            .sorted { ($0.inText, $0.inPost) < ($1.inText, $1.inPost) }
        guard !sorted.isEmpty else { return nil }
        var totals = sorted.map(\.length)
        var before = [Int?](repeating: nil, count: sorted.count)
        for index in sorted.indices {
            for earlier in 0..<index {
                guard let gained = gain(sorted[earlier], sorted[index]), totals[earlier] + gained > totals[index] else {
                    continue
                }
                totals[index] = totals[earlier] + gained
                before[index] = earlier
            }
        }
        guard let most = totals.max(), var at = totals.firstIndex(of: most) else { return nil }
        var chain = [sorted[at]]
        while let earlier = before[at] {
            chain.append(sorted[earlier])
            at = earlier
        }
        return RunChain(runs: trimmed(chain.reversed()))
    }

    /// What a run adds after another; nil: it does not follow it.
    private static func gain(_ one: SharedRun, _ next: SharedRun) -> Int? {
        let (inPost, inText) = (next.inPost - one.inPost - one.length, next.inText - one.inText - one.length)
        let overlap = max(0, -min(inPost, inText))
        let isAfter = next.inPost > one.inPost && next.inText > one.inText && overlap < next.length
        guard isAfter, inPost <= widestGap, inText <= widestGap else { return nil }
        return next.length - overlap
    }

    /// Where two runs reach into each other the later one gives way.
    private static func trimmed(_ runs: [SharedRun]) -> [SharedRun] {
        var out: [SharedRun] = []
        for run in runs {
            guard let last = out.last else {
                out.append(run)
                continue
            }
            let ends = (last.inPost + last.length, last.inText + last.length)
            let cut = max(0, ends.0 - run.inPost, ends.1 - run.inText)
            guard cut < run.length else { continue }
            out.append(
                SharedRun(
                    of: run.post, inPost: run.inPost + cut, inText: run.inText + cut, length: run.length - cut))
        }
        return out
    }
}
