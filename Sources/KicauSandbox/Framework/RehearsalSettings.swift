/// How the rehearsal networks are set up.
public struct RehearsalSettings: Sendable {
    public var host = "127.0.0.1"
    /// The port of each network; 0, or none, is any free one.
    public var ports: [String: Int] = [:]
    /// Where browsers reach a network when that is not host and port, without a slash at the end.
    public var origins: [String: String] = [:]
    /// Which networks to start; none means all.
    public var platforms: [String] = []
    /// A folder to keep state in; nil keeps it in memory.
    public var statePath: String?
    public var clock: any RehearsalClock = WallClock()
    public var seed: UInt64 = 1
    /// How long a film or a container takes to be ready.
    public var processingMs: Int64 = 1500
    /// Listings hide posts younger than this.
    public var listingLagMs: Int64 = 0
    /// Access tokens live so long instead of the network's own time, by platform.
    public var tokenLifetimesMs: [String: Int64] = [:]
    /// More addresses that an authorisation may come back to; all on loopback may anyway.
    public var redirects: [String] = []
    /// The largest body a network reads.
    public var maxBodyBytes = 256 * 1024 * 1024

    public init() {}
}
