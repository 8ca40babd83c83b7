/// Texts that the corpus cannot hold, or can hold only by chance: what posts are compared with.
public enum Controls: Sendable, Equatable {
    /// None: only runs of twelve words and more mean anything.
    case none
    /// For a post by its number the wordings among which a lot chose the one that was published. The others never left
    /// their owner's hands. A comparison with them needs no assumption about the corpus.
    case sealed([Int: [String]])
    /// Posts by other people, written after the corpus was closed. A comparison with them is as good as they are like
    /// the posts.
    case later([ArchivePost])

    public enum Kind: String, Sendable, Codable { case none, sealed, later }

    public var kind: Kind {
        switch self {
        case .none: .none
        case .sealed: .sealed
        case .later: .later
        }
    }

    /// What one may say with such controls, for the report.
    public var claim: String {
        switch self {
        case .none:
            "There were no controls, so no probabilities are given. A verdict rests only on how many words follow each other "
                + "unbroken; it does not say how often that happens by chance in this corpus."
        case .sealed:
            "The controls are wordings of the same posts that a lot left unpublished. If the corpus had nothing from these "
                + "posts or from copies of them, each wording would be as likely to be found as any other. So a small p says "
                + "that the published wordings reached the corpus, whatever the corpus is and however its texts depend on "
                + "each other. It does not say from where, or who took them."
        case .later:
            "The controls are posts by other people, said to be written after the corpus was closed, of the same script and "
                + "like length. The probabilities hold as far as those posts would be found by chance as often as the posts "
                + "of this archive. If they differ in subject, in language or in how often they quote, the probabilities are "
                + "only a guide. They do not say from where a text came."
        }
    }

    /// Their texts in the order in which they are looked for, behind the posts.
    func texts() -> [(post: Int?, text: String)] {
        switch self {
        case .none: []
        case .sealed(let wordings):
            wordings.keys.sorted().flatMap { post in (wordings[post] ?? []).map { (post, $0) } }
        case .later(let posts): posts.map { (nil, $0.text) }
        }
    }
}
