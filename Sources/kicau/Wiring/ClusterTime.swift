import KicauCore
import KicauPublish
import Synchronization

/// The clock that all nodes of a database agree on: the server's, carried on by this machine's steady clock.
///
/// A node whose own wall clock is wrong, or is set while it runs, neither sends early nor takes away another's lease. On a
/// database of one's own it is this machine's wall clock.
final class ClusterTime: TimeSource {
    private let machine = SystemTime()
    private let anchor: Mutex<ServerTime?>

    init(_ server: ServerTime?) { anchor = Mutex(server) }

    func agree(with server: ServerTime) { anchor.withLock { $0 = server } }

    func now() -> Instant {
        guard let anchor = anchor.withLock({ $0 }) else { return machine.now() }
        return anchor.time + .milliseconds(machine.steadyMs() - anchor.steadyMs)
    }

    func steadyMs() -> Int64 { machine.steadyMs() }
    func wall() -> Instant { machine.now() }
}
