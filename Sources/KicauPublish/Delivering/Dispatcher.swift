import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Hands due deliveries and doubts to workers, as many at once as there is room.
public struct Dispatcher: Service {
    private let kit: Kit
    private let worker: String

    public init(kit: Kit, worker: String) {
        self.kit = kit
        self.worker = worker
    }

    /// The longest it sleeps, so that a jump of the wall clock is noticed.
    private static let longestSleep = Duration.seconds(2)
    private static let breath = Duration.milliseconds(4)

    public func run() async throws {
        try await takeBack()
        let room = Room(kit.pace.room)
        let stop = Stop()
        // A graceful stop takes nothing new on, and lets what is in flight end and be settled.
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !stop.isAsked, !Task.isCancelled {
                    for job in await turn(room: room.free) {
                        room.take()
                        group.addTask {
                            await job()
                            room.give()
                            kit.bell.ring()
                        }
                    }
                    await kit.bell.wait(upTo: await pause(room))
                    // Under load many end in this time, and the next look at the plan serves them all.
                    try? await Task.sleep(for: Dispatcher.breath)  // cancelled means the loop ends anyway
                }
            }
        } onGracefulShutdown: {
            stop.ask()
            kit.bell.ring()
        }
    }

    /// At start-up on a database of our own no worker is alive: what was claimed is scheduled, what was intended is in
    /// doubt. On a shared one the other nodes' leases count.
    func takeBack() async throws {
        let now = kit.time.now()
        let isAlone = !kit.store.isShared
        try await kit.store.write(as: .fenced) { tx in try tx.takeBack(at: now, everything: isAlone) }
    }

    typealias Job = @Sendable () async -> Void

    /// One look at the plan: claims what is ready and gives the jobs.
    func turn(room: Int) async -> [Job] {
        guard room > 0 else { return [] }
        let now = kit.time.now()
        do {
            // A claim may be forgotten in a power cut: nothing was sent under it, and the start-up takes it back anyway.
            let (claims, doubts) = try await kit.store.write(as: .fenced, durability: .relaxed) { tx in
                try tx.takeBack(at: now, everything: false)
                _ = try tx.askAboutMissed(at: now, story: Dispatcher.missed)
                let claims = try tx.claimDeliveries(room, for: worker, at: now, lease: kit.pace.lease)
                let doubts = try tx.claimDoubts(
                    max(1, room - claims.count), for: worker, at: now, lease: kit.pace.lease)
                for claim in claims + doubts { tx.refreshPost(claim.post) }
                return (claims, doubts)
            }
            let sender = Sender(kit: kit)
            let reconciler = Reconciler(kit: kit)
            let sending: [Job] = claims.map { claim in { @Sendable in await sender.carry(claim) } }
            let looking: [Job] = doubts.map { claim in { @Sendable in await reconciler.look(for: claim) } }
            return sending + looking
        } catch {
            kit.log.error("the plan could not be read", metadata: ["error": "\(error)"])
            return []
        }
    }

    private static let missed = Settlement.Story(
        "It came due while Kicau was not running, longer ago than your workspace allows.",
        do: "Send it now, move it, or drop it.")

    private func pause(_ room: Room) async -> Duration {
        guard room.free > 0 else { return Dispatcher.longestSleep }
        do {
            guard let next = try await kit.store.read({ try $0.nextReady() }) else { return Dispatcher.longestSleep }
            return min(max(next - kit.time.now(), .zero), Dispatcher.longestSleep)
        } catch {
            return Dispatcher.longestSleep
        }
    }
}

extension Transaction {
    borrowing func takeBack(at now: Instant, everything: Bool) throws {
        for (id, to, post) in try reapLeases(at: now, everything: everything) {
            let story =
                to == .unknown
                ? Settlement.Story(
                    "The worker stopped between its intent and an answer, so it may be live. We will look.")
                : Settlement.Story("The worker stopped before it sent anything; it goes out again.")
            try tell(story, of: id, state: to, at: now)
            refreshPost(post)
        }
    }
}
