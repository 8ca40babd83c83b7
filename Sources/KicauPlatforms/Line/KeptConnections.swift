import KicauCore
import NIOCore
import NIOPosix
import Synchronization

/// Connections that were used a moment ago, for whoever calls the same network next.
///
/// A connection that the other side has closed leaves a commit in doubt, so none is used after more than a second: the
/// shortest time that servers in common use keep one open is five (Apache; nginx and Node keep them longer or as long).
final class KeptConnections: Sendable {
    private struct Kept {
        let connection: NetworkConnection
        let since: Moment

        /// Both clocks have to agree that little time has passed.
        func isFresh(at now: Moment) -> Bool {
            let fresh = 0...KeptConnections.longest.inMilliseconds
            return fresh.contains(now.steadyMs - since.steadyMs)
                && fresh.contains((now.wall - since.wall).inMilliseconds)
        }
    }

    private struct State {
        var kept: [String: [Kept]] = [:]
        var isSweeping = false
    }

    private static let longest = Duration.seconds(1)
    private static let most = 256

    private let state = Mutex(State())
    private let clock: any TimeSource

    init(clock: any TimeSource) { self.clock = clock }

    /// The one that was used last.
    func take(for origin: String) -> NetworkConnection? {
        let now = Moment(of: clock)
        return state.withLock { state in
            guard state.kept[origin]?.last?.isFresh(at: now) == true else { return nil }
            return state.kept[origin]?.removeLast().connection
        }
    }

    func keep(_ connection: NetworkConnection, for origin: String) {
        let kept = Kept(connection: connection, since: Moment(of: clock))
        let (isKept, isFirst) = state.withLock { state in
            guard state.kept[origin, default: []].count < KeptConnections.most else { return (false, false) }
            state.kept[origin, default: []].append(kept)
            defer { state.isSweeping = true }
            return (true, !state.isSweeping)
        }
        if !isKept { connection.close() }
        if isFirst { sweepLater() }
    }

    private func sweepLater() {
        MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: .seconds(1)) { self.sweep() }
    }

    /// Closes what nobody came for.
    private func sweep() {
        let now = Moment(of: clock)
        let (stale, goesOn) = state.withLock { state in
            let stale = state.kept.values.joined().filter { !$0.isFresh(at: now) }
            state.kept = state.kept.mapValues { $0.filter { $0.isFresh(at: now) } }.filter { !$0.value.isEmpty }
            state.isSweeping = !state.kept.isEmpty
            return (stale, state.isSweeping)
        }
        for kept in stale { kept.connection.close() }
        if goesOn { sweepLater() }
    }
}
