/// Both of this machine's own clocks, read at one moment: the steady one stands while a virtual machine is held still, the
/// wall clock may be set.
public struct Moment: Sendable, Hashable {
    public let steadyMs: Int64
    public let wall: Instant

    public init(of time: any TimeSource) {
        steadyMs = time.steadyMs()
        wall = time.wall()
    }
}
