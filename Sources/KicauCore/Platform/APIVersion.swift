/// The version of a network's API that calls are made with.
public struct APIVersion: Hashable, Sendable {
    public let name: String
    /// From then on the network no longer answers to it; nil: it has not said.
    public let ends: Instant?

    public init(name: String, ends: Instant?) {
        self.name = name
        self.ends = ends
    }
}
