import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Hands due deliveries and doubts to workers, as many at once as there is room.
public struct Dispatcher: Service {
    private let kit: Kit
    private let worker: String
    private let clock: WatchedClock

    public init(kit: Kit, worker: String) {
        self.kit = kit
        clock = WatchedClock(time: kit.time)
        self.worker = worker
    }

    /// The longest it sleeps, so that a jump of the wall clock is noticed.
    private static let longestSleep = Duration.seconds(2)
    private static let blockedSleep = Duration.milliseconds(100)
    /// Between two looks at the plan: under load many deliveries end in this time, and the next look serves them all.
    private static let breath = Duration.milliseconds(4)

    public func run() async throws {
        try await takeBack()
        let room = Room(kit.pace.room)
        // While one half is sent, the other is written down.
        let half = max(1, kit.pace.room / 2)
        let stop = Stop()
        // A graceful stop takes nothing new on, and lets what is in flight end and be settled.
        await withGracefulShutdownHandler {
            await withDiscardingTaskGroup { group in
                while !stop.isAsked, !Task.isCancelled {
                    let jobs = await turn(room: min(half, room.free))
                    for job in jobs {
                        room.take()
                        kit.pulse.begin()
                        group.addTask {
                            await job()
                            room.give()
                            kit.pulse.end()
                            kit.bell.ring()
                        }
                    }
                    // What was taken on rings when it ends; only who is idle asks when something will be ready. After a
                    // full half there may be more of it.
                    if jobs.count < half {
                        await kit.bell.wait(upTo: jobs.isEmpty ? await pause(room) : Dispatcher.blockedSleep)
                    }
                    await Task.rest(for: Dispatcher.breath)
                }
            }
        } onGracefulShutdown: {
            stop.ask()
            kit.pulse.drain()
            kit.log.notice(
                "stopping: nothing new is taken on, what is in flight is settled first",
                metadata: ["in_flight": "\(kit.pulse.inFlight)", "at_most": "\(kit.pace.longestStop)"])
            kit.bell.ring()
        }
        kit.log.notice("the dispatcher has stopped", metadata: ["in_flight": "\(kit.pulse.inFlight)"])
    }

    /// At start-up on a database of our own no worker is alive: what was claimed is scheduled, what was intended is in
    /// doubt. On a shared one the other nodes' leases count.
    package func takeBack() async throws {
        let now = kit.time.now()
        let isAlone = !kit.store.isShared
        try await kit.store.write(as: .fenced) { tx in
            try tx.takeBack(at: now, everything: isAlone)
            try tx.settleAbandonedCalls(at: now)
        }
    }

    package typealias Job = @Sendable () async -> Void

    /// One look at the plan: claims what is ready and gives the jobs.
    package func turn(room: Int) async -> [Job] {
        guard room > 0 else {
            // Busy is not stuck.
            kit.pulse.turned(kit.time)
            return []
        }
        let moment = Moment(of: kit.time)
        let (reading, verdict) = clock.look()
        let span = TurnSpan()
        let now = reading.wall
        let isShared = kit.store.isShared
        do {
            // On a database of our own nobody else takes anything on, so the choice is made beside the writes, from a view
            // of its own; whoever moves a delivery in between raises its epoch, and it is not taken.
            let choice =
                isShared || verdict != .steady ? nil : try await kit.store.read { try $0.choose(room, kit, at: now) }
            let haul = try await kit.store.write(as: .fenced) { [self] tx in
                // A shared database goes by its own clock, which no node's clock can move.
                if !isShared { try tx.heed(verdict, at: now) }
                let isBack = try tx.takeBack(at: now, everything: false)
                let isMissed = try !tx.askAboutMissed(at: now, story: Dispatcher.missed).isEmpty
                // What has just moved makes a choice old.
                let stands = isBack || isMissed ? nil : choice
                return try tx.takeOn(stands ?? tx.choose(room, kit, at: now), room, for: worker, kit, at: now)
            }
            clock.keep(reading)
            count(haul.claims.count, haul.doubts.count, since: reading.steady)
            return span.holding(sending(haul, since: moment), looking(haul))
        } catch {
            kit.log.error("the plan could not be read", metadata: ["error": "\(error)"])
            kit.metrics.count(.turns, "error")
            return []
        }
    }

    private func sending(_ haul: Haul, since moment: Moment) -> [Job] {
        let sender = Sender(kit: kit)
        return haul.claims.compactMap { claim in
            guard let packed = haul.luggage[claim.delivery] else { return nil }
            let settleTime = kit.settleTime(of: claim.rendition.platform) ?? .zero
            let intent = haul.intended[claim.delivery].map { Intent($0, kit, settleTime: settleTime, since: moment) }
            return { await sender.carry(claim, with: packed, intent) }
        }
    }

    private func looking(_ haul: Haul) -> [Job] {
        let reconciler = Reconciler(kit: kit)
        return haul.doubts.map { claim in { await reconciler.look(for: claim) } }
    }

    private func count(_ claims: Int, _ doubts: Int, since start: Int64) {
        kit.pulse.turned(kit.time)
        kit.metrics.count(.turns, "done")
        kit.metrics.observe(.turnTime, value: .milliseconds(kit.time.steadyMs() - start))
        kit.metrics.count(.claims, "send", by: Double(claims))
        kit.metrics.count(.claims, "look", by: Double(doubts))
    }

    private static let missed = Settlement.Story(
        "It came due while Kicau was not running, longer ago than your workspace allows.",
        do: "Send it now, move it, or drop it.")

    private func pause(_ room: Room) async -> Duration {
        guard room.free > 0 else { return Dispatcher.longestSleep }
        do {
            guard let next = try await kit.store.read({ try $0.nextReady() }) else { return Dispatcher.longestSleep }
            let wait = next - kit.time.now()
            // What is ready and was not claimed waits for another delivery of its account: no bell rings for that.
            return wait > .zero ? min(wait, Dispatcher.longestSleep) : Dispatcher.blockedSleep
        } catch {
            return Dispatcher.longestSleep
        }
    }
}

extension Transaction {
    /// True: something has moved.
    @discardableResult
    borrowing func takeBack(at now: Instant, everything: Bool) throws -> Bool {
        let reaped = try reapLeases(at: now, everything: everything)
        for (id, to, post) in reaped {
            let story =
                to == .unknown
                ? Settlement.Story(
                    "The worker stopped between its intent and an answer, so it may be live. We will look.")
                : Settlement.Story("The worker stopped before it sent anything; it goes out again.")
            if to == .unknown { try markHoldsInDoubt(of: id) }
            try tell(story, of: id, state: to, at: now)
            refreshPost(post)
        }
        return !reaped.isEmpty
    }
}
