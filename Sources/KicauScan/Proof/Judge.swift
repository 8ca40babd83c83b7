/// Weighs what was found of each post against what was found of the controls.
public struct Judge {
    private let sought: Sought
    private let found: Found
    private let ranking: any Ranking
    private let words: [PostWords]
    /// Of posts and controls, by number: the score of the best passage.
    private let scores: [Double]
    private let ranks: ControlRanks
    /// By file, where controls have twelve words and more.
    private let longControls: [String: [Range<Int64>]]

    /// - Parameter found: of a scan for `sought`.
    public init(_ sought: Sought, _ found: Found, ranking: any Ranking = WordCountRanking()) {
        self.sought = sought
        self.found = found
        self.ranking = ranking
        words = sought.texts.map(PostWords.init)
        let scores = sought.texts.indices.map { number in
            Judge.hits(number, sought, found).reduce(0) { max($0, Judge.score($1, sought, ranking)) }
        }
        self.scores = scores
        ranks = ControlRanks(sought, words, scores)
        longControls = Judge.longControls(sought, found)
    }

    public func judgement() -> Judgement {
        let tested = sought.posts.indices.filter { words[$0].weight >= Candidate.fewest && ranks.has($0) }
        let p = tested.map { ranks.rank($0, scores[$0])?.p ?? 1 }
        let holm = Dictionary(uniqueKeysWithValues: zip(tested, Holm.adjusted(p)))
        let posts = sought.posts.indices.compactMap { post -> Judgement.OfPost? in
            guard !Judge.hits(post, sought, found).isEmpty else { return nil }
            return judged(post, holm[post], tested.count)
        }
        var counts: [Verdict: Int] = [:]
        for post in posts { counts[post.verdict.verdict, default: 0] += 1 }
        counts[.none, default: 0] += sought.posts.count - posts.count
        return Judgement(
            posts: posts, omnibus: omnibus(tested, p), counts: counts,
            tooShort: sought.posts.indices.count { words[$0].weight < Candidate.fewest }, ranking: ranking.name)
    }

    private func judged(_ post: Int, _ holm: Double?, _ tested: Int) -> Judgement.OfPost {
        let hits = Judge.hits(post, sought, found).map { finding in
            let score = Judge.score(finding, sought, ranking)
            let rank = ranks.rank(post, score)
            // Only the best passage is tested by Holm's steps; the others take the plain bound.
            let adjusted = score == scores[post] ? holm : rank.map { min(1, $0.p * Double(max(1, tested))) }
            return Judgement.Hit(
                finding: finding, score: score, rank: rank,
                verdict: Verdict.of(
                    postWords: words[post].weight, longest: finding.longest, rank: rank, holm: adjusted,
                    sharedByControls: sharers(of: finding)))
        }
        .sorted { ($1.verdict.verdict, $1.score, $0.finding.order) < ($0.verdict.verdict, $0.score, $1.finding.order) }
        let rank = ranks.rank(post, scores[post])
        return Judgement.OfPost(
            post: post, sameAs: sought.twin(of: post), score: scores[post], rank: rank,
            p: holm == nil ? nil : rank?.p, holm: holm,
            verdict: hits.first?.verdict ?? Verdict.Reasoned(verdict: .none, reason: "Nothing was found."),
            documents: found.posts[sought.twin(of: post) ?? post]?.documents ?? 0, hits: hits)
    }

    /// Later posts by others that have twelve words at the same place: a quotation or a licence, not the author's own.
    private func sharers(of finding: Finding) -> Int {
        guard finding.isLong else { return 0 }
        return (longControls[finding.document.file] ?? []).count { $0.overlaps(finding.bytes) }
    }

    private static func longControls(_ sought: Sought, _ found: Found) -> [String: [Range<Int64>]] {
        guard case .later = sought.controls else { return [:] }
        return (sought.posts.count..<sought.texts.count).reduce(into: [:]) { places, control in
            for finding in hits(control, sought, found) where finding.isLong {
                places[finding.document.file, default: []].append(finding.bytes)
            }
        }
    }

    private func omnibus(_ tested: [Int], _ p: [Double]) -> Judgement.Omnibus? {
        guard !tested.isEmpty else { return nil }
        return switch sought.controls {
        case .none: nil
        case .sealed:
            Judgement.Omnibus(
                p: LotTest.p(tested.map { [scores[$0]] + ranks.wordings(of: $0) }), method: .lot, posts: tested.count)
        case .later:
            Judgement.Omnibus(p: HarmonicMean.combined(p), method: .harmonicMean, posts: p.count)
        }
    }

    private static func hits(_ number: Int, _ sought: Sought, _ found: Found) -> [Finding] {
        found.posts[sought.twin(of: number) ?? number]?.best ?? []
    }

    private static func score(_ finding: Finding, _ sought: Sought, _ ranking: any Ranking) -> Double {
        // The places are those of the text that was found, which may be an earlier one with the same words.
        let text = Array(sought.texts[finding.post].utf8)
        return ranking.score(finding.parts.map { Substring(decoding: text[$0], as: UTF8.self) })
    }
}

/// The controls that a post is compared with.
struct ControlRanks {
    private var byLikeness: [Likeness: [Double]] = [:]
    private var byPost: [Int: [Double]] = [:]
    private let likeness: [Likeness]
    private let isSealed: Bool

    /// With fewer no p of 0.05 can come out.
    private static let fewest = 19

    init(_ sought: Sought, _ words: [PostWords], _ scores: [Double]) {
        likeness = sought.texts.indices.map { Likeness(sought.texts[$0], words: words[$0]) }
        if case .sealed = sought.controls { isSealed = true } else { isSealed = false }
        for (index, post) in sought.controlOf.enumerated() {
            let number = sought.posts.count + index
            if let post { byPost[post, default: []].append(scores[number]) }
            byLikeness[likeness[number], default: []].append(scores[number])
        }
        for key in byLikeness.keys { byLikeness[key]?.sort() }
    }

    func wordings(of post: Int) -> [Double] { byPost[post] ?? [] }

    func has(_ post: Int) -> Bool {
        isSealed ? byPost[post] != nil : (byLikeness[likeness[post]]?.count ?? 0) >= ControlRanks.fewest
    }

    func rank(_ post: Int, _ score: Double) -> ControlRank? {
        guard has(post) else { return nil }
        return isSealed
            ? ControlRank(score, among: wordings(of: post))
            : ControlRank(score, amongSorted: byLikeness[likeness[post]] ?? [])
    }
}
