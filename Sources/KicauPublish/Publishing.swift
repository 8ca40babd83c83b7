public import KicauCore

/// Composing, scheduling, viewing and resolving: what the pages, the API and the command line call.
///
/// All of it is checked against the caller's role and workspace.
public struct Publishing: Sendable {
    // Composing.
    public func preview(_ content: DraftContent, at due: Instant?, for caller: Caller) async throws -> Preview { throw notYet }
    /// Keeps a draft; gives the post's number.
    public func saveDraft(_ content: DraftContent, as id: PostID?, version: Int?, by caller: Caller) async throws -> PostID { throw notYet }
    /// Renders, quotes, holds and freezes in one transaction. `key` makes a double click harmless.
    public func schedule(_ content: DraftContent, as id: PostID?, version: Int?, timing: Timing, key: String, by caller: Caller) async throws -> PostID { throw notYet }
    public func reschedule(_ id: PostID, timing: Timing, by caller: Caller) async throws { throw notYet }
    /// Everything not yet sent is called off; the post becomes a draft again.
    public func cancel(_ id: PostID, by caller: Caller) async throws { throw notYet }
    public func deleteDraft(_ id: PostID, by caller: Caller) async throws { throw notYet }
    public func duplicate(_ id: PostID, by caller: Caller) async throws -> PostID { throw notYet }

    // Viewing.
    public func today(for caller: Caller) async throws -> Today { throw notYet }
    public func list(_ filter: PostFilter, for caller: Caller) async throws -> Listing<PostSummary> { throw notYet }
    /// Posts due in the span, soonest first, at most 1,000.
    public func calendar(from: Instant, to: Instant, filter: PostFilter, for caller: Caller) async throws -> [PostSummary] { throw notYet }
    public func post(_ id: PostID, for caller: Caller) async throws -> PostDetail { throw notYet }
    public func draft(_ id: PostID, for caller: Caller) async throws -> PostDetail { throw notYet }

    // Resolving.
    /// `link` is used by `itIsThere`; it may be empty.
    public func resolve(_ delivery: DeliveryID, by act: DeliveryAct, link: String?, caller: Caller) async throws { throw notYet }

    /// A number that grows with every change of the caller's workspace; pages wait on it for live progress.
    public func changes(after last: Int64, for caller: Caller) async throws -> Int64 { throw notYet }

    var notYet: Problem { Problem(.broken, "Not here yet.", do: "Wait.") }
}
