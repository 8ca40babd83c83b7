/// One process from its start to its end. What it does after its end has no effect.
final class Life: Sendable {
    /// "one-2": the second life of node one; its claims carry this name.
    let name: String
    let clock: NodeClock
    let executor: StepExecutor
    /// The desk of the person never dies.
    let isMortal: Bool
    private let state = Cell(State())

    private struct State {
        var isDead = false
        var stalledUntil: Int64 = 0
        var waiters: [Waiter] = []
    }

    struct Dead: Error {}

    init(name: String, clock: NodeClock, loop: Loop, isMortal: Bool) {
        self.name = name
        self.clock = clock
        self.isMortal = isMortal
        executor = StepExecutor(loop: loop)
    }

    var isDead: Bool { state.value.isDead }
    /// Held up until then, as by SIGSTOP or a machine out of memory.
    var stalledUntil: Int64 { state.value.stalledUntil }

    func stall(until end: Int64) { state.value.stalledUntil = max(state.value.stalledUntil, end) }

    /// Every task of it is woken, finds that nothing can be done any more, and ends.
    func die() {
        state.value.isDead = true
        state.value.stalledUntil = 0
        for waiter in state.value.waiters { waiter.wake() }
    }

    func mustLive() throws { if isDead { throw Dead() } }

    func remember(_ waiter: Waiter) { state.value.waiters.append(waiter) }
    func forget(_ waiter: Waiter) { state.value.waiters.removeAll { $0 === waiter } }
}
