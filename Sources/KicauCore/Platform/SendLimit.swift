/// So many commits a network takes in a span of time, from one account or from the whole developer app.
///
/// Kicau keeps to it by its own records of what it sent, over all nodes, instead of running into a refusal.
public struct SendLimit: Sendable {
    public enum Scope: Hashable, Sendable { case account, app }

    public let scope: Scope
    public let most: Fact<Int>
    /// Rolling: counted back from now.
    public let span: Duration

    public init(_ scope: Scope, _ most: Fact<Int>, in span: Duration) {
        self.scope = scope
        self.most = most
        self.span = span
    }
}
