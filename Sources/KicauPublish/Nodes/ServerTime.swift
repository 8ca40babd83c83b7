public import KicauCore
public import KicauStore

/// What the database's clock showed, and how long the answer took.
///
/// A clock set by it is behind by the answer's way, never ahead: posts go out that much late, none early. Half the way added,
/// as a guess, would let some go out early wherever the ways differ, and on a busy machine they do. But whoever is far
/// behind writes down deadlines that are over for the others while he still keeps to them: so a slow answer is not believed.
public struct ServerTime: Sendable {
    public let time: Instant
    /// When the answer was here, on this machine's steady clock.
    public let steadyMs: Int64
    public let wayMs: Int64

    private static let longestWayMs: Int64 = 100
    private static let tries = 20

    public var isFresh: Bool { wayMs <= ServerTime.longestWayMs }

    /// Nil: the database has no clock of its own.
    public static func ask(_ store: Store, _ machine: any TimeSource) async throws -> ServerTime? {
        let asked = machine.steadyMs()
        guard let time = try await store.serverTime() else { return nil }
        let steadyMs = machine.steadyMs()
        return ServerTime(time: time, steadyMs: steadyMs, wayMs: steadyMs - asked)
    }

    /// The quickest of several answers, where the first is slow: for a start.
    public static func askWell(_ store: Store, _ machine: any TimeSource) async throws -> ServerTime? {
        guard var best = try await ask(store, machine) else { return nil }
        for _ in 1..<tries where !best.isFresh {
            if let next = try await ask(store, machine), next.wayMs < best.wayMs { best = next }
        }
        return best
    }
}
