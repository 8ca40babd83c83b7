import KicauText

/// A passage that is worth a look: enough words of a post in a row or close together.
struct Candidate {
    let post: Int
    let chain: RunChain
    let longest: Int
    let matched: Int

    /// Fewer words than this are said by many people; in twelfths.
    static let fewest = 5 * PostWords.whole

    /// What the runs of one document give, a candidate a post at most.
    ///
    /// - Parameter text: the text of a post by its number.
    static func all(in runs: [SharedRun], of text: (Int) -> String) -> [Candidate] {
        guard !runs.isEmpty else { return [] }
        var byPost: [Int: [SharedRun]] = [:]
        for run in runs { byPost[run.post, default: []].append(run) }
        return byPost.keys.sorted().compactMap { post in
            let runs = byPost[post] ?? []
            // Most documents that share anything share one short run; they must cost next to nothing.
            guard runs.reduce(0, { $0 + $1.length }) >= PostScanner.guaranteed else { return nil }
            return Candidate(post, text(post), runs)
        }
    }

    private init?(_ post: Int, _ text: String, _ runs: [SharedRun]) {
        let folded = FoldedText(text).bytes
        let whole = runs.compactMap { Candidate.snapped($0, folded) }
        guard let chain = RunChain.best(of: whole), chain.matched >= PostScanner.guaranteed else { return nil }
        let words = PostWords(text)
        let weights = chain.runs.map { run in
            words.inside(run.inPost..<run.inPost + run.length).reduce(0) { $0 + $1.weight }
        }
        let matched = weights.reduce(0, +)
        guard matched >= min(Candidate.fewest, words.weight), matched > 0 else { return nil }
        self.post = post
        self.chain = chain
        self.longest = weights.max() ?? 0
        self.matched = matched
    }

    /// A run is found byte by byte and may begin or end inside a scalar.
    private static func snapped(_ run: SharedRun, _ folded: [UInt8]) -> SharedRun? {
        func isInside(_ place: Int) -> Bool { place < folded.count && folded[place] & 0xC0 == 0x80 }
        var (start, end) = (run.inPost, run.inPost + run.length)
        while start < end, isInside(start) { start += 1 }
        while end > start, isInside(end) { end -= 1 }
        guard end > start else { return nil }
        return SharedRun(of: run.post, inPost: start, inText: run.inText + start - run.inPost, length: end - start)
    }
}
