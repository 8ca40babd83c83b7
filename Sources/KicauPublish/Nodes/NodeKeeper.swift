public import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Tells the other nodes that this one is alive, and keeps its clock with the database's.
public struct NodeKeeper: Service {
    private let kit: Kit
    private let name: String
    private let version: String
    private let machine: any TimeSource
    private let agree: @Sendable (ServerTime) -> Void

    /// - Parameters:
    ///   - machine: this machine's own clocks, to say how far they are off.
    ///   - agree: told the database's time whenever it is known anew.
    public init(
        kit: Kit, name: String, version: String, machine: any TimeSource,
        agree: @escaping @Sendable (ServerTime) -> Void
    ) {
        self.kit = kit
        self.name = name
        self.version = version
        self.machine = machine
        self.agree = agree
    }

    /// Between two signs of life.
    public static let beat = Duration.seconds(5)

    public func run() async throws {
        let started = kit.time.now()
        await takeTurns(every: NodeKeeper.beat) { await beat(since: started) }
        do {
            try await kit.store.write(as: .fenced) { [name] in try $0.forgetNode(name) }
        } catch {
            kit.log.info("the node could not sign off", metadata: ["error": "\(error)"])
        }
    }

    private func beat(since started: Instant) async {
        do {
            let server = try await ServerTime.ask(kit.store, machine)
            let now =
                server.map { $0.time + .milliseconds(machine.steadyMs() - $0.steadyMs + $0.wayMs / 2) } ?? machine.now()
            let skew = machine.now() - now
            if let server, server.isFresh {
                agree(server)
            } else if let server {
                kit.log.notice(
                    "the database answered too slowly to set the clock by; it goes on by itself",
                    metadata: ["answer_ms": "\(server.wayMs)"])
            }
            try await kit.store.write(as: .fenced, durability: .relaxed) { [name, version] tx in
                try tx.putNode(name, version: version, started: started, skew: skew, at: now)
            }
        } catch {
            kit.log.error("the database could not be asked for its time", metadata: ["error": "\(error)"])
        }
    }
}

/// Wakes this node's dispatcher when another node has planned something. Where that is not to be had (behind a pooler that
/// lends connections a transaction at a time), the dispatcher's own timer finds it within two seconds.
public struct NodeBell: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await cancelWhenGracefulShutdown { [kit] in await kit.store.listen { kit.bell.ring() } }
        try? await gracefulShutdown()  // cancelled instead: the process ends at once
    }
}
