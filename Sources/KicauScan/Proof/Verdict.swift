/// What a post's best finding says.
public enum Verdict: String, Sendable, Codable, CaseIterable, Comparable {
    case none, possible, likely, strong

    public static func < (one: Verdict, other: Verdict) -> Bool {
        (allCases.firstIndex(of: one) ?? 0) < (allCases.firstIndex(of: other) ?? 0)
    }

    /// A verdict, and why it is no other one, in a sentence.
    public struct Reasoned: Sendable, Hashable, Codable {
        public let verdict: Verdict
        public let reason: String
    }

    /// In twelfths of a word.
    private static let (long, fairlyLong, short) = (12 * PostWords.whole, 9 * PostWords.whole, 5 * PostWords.whole)

    /// - Parameters:
    ///   - postWords, longest: of the post, and the most of its words found in a row; in twelfths of a word.
    ///   - rank: nil: there were too few controls like it.
    ///   - holm: the adjusted p-value; nil as `rank`.
    ///   - sharedByControls: how many controls have the same run of twelve words: others wrote it too.
    public static func of(
        postWords: Int, longest: Int, rank: ControlRank?, holm: Double?, sharedByControls: Int
    ) -> Reasoned {
        let words = longest / PostWords.whole
        guard postWords >= short else {
            return Reasoned(
                verdict: .none,
                reason: "No verdict: the post has fewer than five words, and many people write the same.")
        }
        guard longest >= short else {
            return Reasoned(
                verdict: .none, reason: "No verdict: fewer than five of its words in a row are a common phrase.")
        }
        if sharedByControls > 0 {
            return Reasoned(
                verdict: .possible,
                reason:
                    "\(sharedByControls.counted("control")) \(sharedByControls == 1 ? "has" : "have") as long a run: "
                    + "others use these words too.")
        }
        if longest >= long {
            return Reasoned(verdict: .strong, reason: "\(words) of its words follow each other unbroken.")
        }
        // One post in ten thousand is above ten thousand controls by chance, so a large archive must pass Holm's steps too.
        if let rank, rank.isAboveAllOfMany, let holm, holm <= 0.05 {
            return Reasoned(verdict: .strong, reason: "It scores above every one of \(rank.controls) controls.")
        }
        if let holm, holm <= 0.05 {
            return Reasoned(verdict: .likely, reason: "Few controls score as high, all posts taken into account.")
        }
        if longest >= fairlyLong {
            return Reasoned(verdict: .likely, reason: "\(words) of its words in a row; by chance that is rare.")
        }
        if let rank, rank.p > 0.5 {
            return Reasoned(
                verdict: .none, reason: "Half of the controls or more score as high: it is a common phrase.")
        }
        return Reasoned(verdict: .possible, reason: "\(words) of its words in a row; by chance that happens.")
    }
}
