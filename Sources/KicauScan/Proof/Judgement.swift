/// What a scan says of an archive.
public struct Judgement: Sendable {
    public struct Hit: Sendable {
        public let finding: Finding
        public let score: Double
        /// Nil: there were too few controls like its post.
        public let rank: ControlRank?
        public let verdict: Verdict.Reasoned
    }

    public struct OfPost: Sendable {
        /// Its number in the archive.
        public let post: Int
        /// The earlier post that has the same words; what was found of one was found of both.
        public let sameAs: Int?
        /// That of its best passage.
        public let score: Double
        public let rank: ControlRank?
        public let p: Double?
        /// `p` with all posts taken into account, after Holm.
        public let holm: Double?
        public let verdict: Verdict.Reasoned
        /// Documents that share enough with it to be looked at.
        public let documents: Int
        /// The best passages, the best first.
        public let hits: [Hit]
    }

    /// One probability for "this corpus has nothing from this archive".
    public struct Omnibus: Sendable {
        public enum Method: String, Sendable { case lot, harmonicMean }

        public let p: Double
        public let method: Method
        /// Posts that it is made of.
        public let posts: Int

        /// Which method, and why it may be used here, in two sentences.
        public var explanation: String {
            switch method {
            case .lot:
                "Each draw of the lot was made again 99,999 times and the sums compared. That is exact, however the posts and "
                    + "the texts of the corpus depend on each other."
            case .harmonicMean:
                "The harmonic mean of the posts' p-values times e ln K. That is valid whatever their dependence is "
                    + "(Vovk and Wang, Biometrika 107, 2020)."
            }
        }
    }

    /// Those of which anything was found, in the archive's order.
    public let posts: [OfPost]
    public let omnibus: Omnibus?
    /// Posts of the archive by verdict; those of which nothing was found are under `none`.
    public let counts: [Verdict: Int]
    /// Posts with too few words to say anything.
    public let tooShort: Int
    public let ranking: String
}
