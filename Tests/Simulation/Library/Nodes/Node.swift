import KicauCore
import KicauPublish
import KicauStore

/// A machine that runs Kicau: it lives, dies and is started again; its dispatcher's turns are driven by the loop.
final class Node: Sendable {
    let number: Int
    let clock: NodeClock
    private let room: Int
    private let isAlone: Bool
    private let loop: Loop
    private let begin: @Sendable (Node, Int) -> (life: Life, kit: Kit)
    private let nextReady: @Sendable () -> Instant?
    /// Others may have something to do now.
    private let worked: @Sendable (Node) -> Void
    private let state = Cell(State())

    private struct State {
        var life: Life?
        var dispatcher: Dispatcher?
        var lives = 0
        var busy = 0
        var isTurning = false
        var isRung = false
        var plans = 0
    }

    init(
        number: Int, clock: NodeClock, room: Int, isAlone: Bool, loop: Loop,
        begin: @escaping @Sendable (Node, Int) -> (life: Life, kit: Kit),
        nextReady: @escaping @Sendable () -> Instant?, worked: @escaping @Sendable (Node) -> Void
    ) {
        self.number = number
        self.clock = clock
        self.room = room
        self.isAlone = isAlone
        self.loop = loop
        self.begin = begin
        self.nextReady = nextReady
        self.worked = worked
    }

    var life: Life? { state.value.life }
    var isIdle: Bool { state.value.busy == 0 && !state.value.isTurning && state.value.life?.isDead == false }

    func start() {
        state.value.lives += 1
        let (life, kit) = begin(self, state.value.lives)
        let dispatcher = Dispatcher(kit: kit, worker: life.name)
        state.value.life = life
        state.value.dispatcher = dispatcher
        state.value.busy = 0
        state.value.isTurning = true
        state.value.isRung = false
        Task(executorPreference: life.executor) {
            // With several nodes on one store, the others' claims are theirs until their leases end.
            do {
                if self.isAlone { try await dispatcher.takeBack() }
            } catch {
                return  // it died while it started
            }
            await self.turn(life, dispatcher)
        }
    }

    func kill(restartAfter wait: Int64) {
        guard let life = state.value.life, !life.isDead else { return }
        life.die()
        loop.after(wait) { self.start() }
    }

    /// Its bell.
    func ring() {
        guard let life = state.value.life, let dispatcher = state.value.dispatcher, !life.isDead else { return }
        guard !state.value.isTurning else {
            state.value.isRung = true
            return
        }
        state.value.isTurning = true
        Task(executorPreference: life.executor) { await self.turn(life, dispatcher) }
    }

    private func turn(_ life: Life, _ dispatcher: Dispatcher) async {
        let jobs = await dispatcher.turn(room: room - state.value.busy)
        guard life === state.value.life, !life.isDead else { return }
        for job in jobs {
            state.value.busy += 1
            Task(executorPreference: life.executor) {
                await job()
                self.finished(life)
            }
        }
        state.value.isTurning = false
        if state.value.isRung {
            state.value.isRung = false
            ring()
        } else {
            plan(after: 1)
        }
    }

    private func finished(_ life: Life) {
        guard life === state.value.life, !life.isDead else { return }
        state.value.busy -= 1
        ring()
        worked(self)
    }

    /// Sleeps until something becomes ready.
    func plan(after least: Int64) {
        guard !state.value.isTurning, state.value.busy < room, let next = nextReady() else { return }
        state.value.plans += 1
        let plan = state.value.plans
        let wait = clock.wait(until: next)
        // What is ready and was not taken is left to a later turn.
        loop.after(max(wait, wait <= 0 && least <= 1 ? 500 : least)) {
            if plan == self.state.value.plans { self.ring() }
        }
    }

    func end() { state.value = State() }
}
