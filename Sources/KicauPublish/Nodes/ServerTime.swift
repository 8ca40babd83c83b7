public import KicauCore
public import KicauStore

/// What the database's clock showed, and how long the answer took.
///
/// A clock set by it is behind by the answer's way, never ahead: posts go out that much late, none early. Half the way added,
/// as a guess, would let some go out early wherever the ways differ, and on a busy machine they do. But whoever is far
/// behind writes down deadlines that are over for the others while he still keeps to them: so a slow answer is not believed.
public struct ServerTime: Sendable, Hashable {
    public let time: Instant
    /// When the answer was here, on this machine's steady clock.
    public let steadyMs: Int64
    public let wayMs: Int64

    /// Well inside the shortest settle time that a quiet period counts with.
    private static let longestWayMs: Int64 = 500
    private static let tries = 5

    var isFresh: Bool { wayMs <= ServerTime.longestWayMs }

    /// The first quick answer, or the quickest of a few slow ones. Nil: the database has no clock of its own.
    public static func ask(_ store: Store, _ machine: any TimeSource) async throws -> ServerTime? {
        try await best {
            let asked = machine.steadyMs()
            guard let time = try await store.serverTime() else { return nil }
            let steadyMs = machine.steadyMs()
            return ServerTime(time: time, steadyMs: steadyMs, wayMs: steadyMs - asked)
        }
    }

    static func best(_ ask: () async throws -> ServerTime?) async throws -> ServerTime? {
        var best: ServerTime?
        for _ in 0..<tries where best?.isFresh != true {
            guard let next = try await ask() else { return best }
            if next.wayMs < best?.wayMs ?? .max { best = next }
        }
        return best
    }
}
