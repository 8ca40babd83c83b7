/// Which form of a report.
public enum ScanReport: String, Sendable, CaseIterable { case page, lines }

/// What a scan can be started with.
public struct ScanOffer: Sendable {
    /// The operator has named folders.
    public let isSet: Bool
    public let corpora: [Corpus]
    /// Folders of the setting that are not there.
    public let missing: [String]
    /// Published by the workspace.
    public let posts: Int
    /// One runs on this node, whichever workspace it belongs to.
    public let isBusy: Bool

    public init(isSet: Bool, corpora: [Corpus], missing: [String] = [], posts: Int, isBusy: Bool = false) {
        self.isSet = isSet
        self.corpora = corpora
        self.missing = missing
        self.posts = posts
        self.isBusy = isBusy
    }
}

/// What somebody wants scanned, by the names of the offer.
public struct ScanAsk: Sendable {
    public let corpora: [String]
    public let background: String?

    public init(corpora: [String], background: String?) {
        self.corpora = corpora
        self.background = background
    }
}
