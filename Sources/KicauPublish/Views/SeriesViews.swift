public import KicauCore
import KicauStore

public typealias SeriesID = ID<Series>

public enum SeriesState: String, Sendable, Hashable, Codable, CaseIterable {
    /// Its posts are planned as their time comes near.
    case running
    /// Nothing is planned until it goes on.
    case paused
    /// By a person, or because its last day has passed.
    case ended
}

/// A series as its page shows it.
public struct SeriesDetail: Sendable {
    public let id: SeriesID
    public let author: String
    public let created: Instant
    public let content: DraftContent
    public let accounts: [AccountSummary]
    public let recurrence: Recurrence
    public let state: SeriesState
    /// When it comes round next; nil when it does not any more, or not until it goes on.
    public let next: Due?
    /// Posts made so far.
    public let posts: [PostID]
    /// What may go wrong with the same words again and again.
    public let warnings: [Sentence]
    /// May this caller pause and end it?
    public let canChange: Bool
}
