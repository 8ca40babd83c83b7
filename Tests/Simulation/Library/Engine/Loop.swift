/// The one thread of a simulation: which job runs next, and when time goes on, comes from the seed.
final class Loop: Sendable {
    private struct State {
        var now: Int64 = 0
        var jobs: [(job: UnownedJob, executor: StepExecutor)] = []
        var ready: [Waiter] = []
        /// The next one is the last.
        var timers: [Timer] = []
        var made = 0
        var steps = 0
        var chance: Chance
        /// Of all choices so far: two runs with the same one took the same way.
        var fingerprint: UInt64 = 0xCBF2_9CE4_8422_2325
    }

    private struct Timer {
        let at: Int64
        let number: Int
        let act: @Sendable () -> Void
    }

    private let state: Cell<State>

    init(chance: Chance) { state = Cell(State(chance: chance)) }

    /// Milliseconds of true time since the run began.
    var now: Int64 { state.value.now }
    var steps: Int { state.value.steps }
    var fingerprint: UInt64 { state.value.fingerprint }

    func draw<Result>(_ work: (inout Chance) -> Result) -> Result { work(&state.value.chance) }

    func enqueue(_ job: UnownedJob, on executor: StepExecutor) { state.value.jobs.append((job, executor)) }

    func after(_ wait: Int64, _ act: @escaping @Sendable () -> Void) {
        let timer = Timer(at: state.value.now + max(wait, 0), number: state.value.made, act: act)
        state.value.made += 1
        var index = state.value.timers.count
        while index > 0, state.value.timers[index - 1].at <= timer.at { index -= 1 }
        state.value.timers.insert(timer, at: index)
    }

    /// A suspension point: the task goes on when the seed says so.
    func pause(_ life: Life) async { await wait(life) { $0.wake() } }

    /// Suspends until somebody wakes the waiter.
    func wait(_ life: Life, _ begin: (Waiter) -> Void) async {
        let waiter = Waiter(life)
        await withUnsafeContinuation { continuation in
            waiter.park(continuation) { self.state.value.ready.append($0) }
            life.remember(waiter)
            begin(waiter)
        }
    }

    /// One step. False: nothing is left to do, ever.
    func step(_ mayDie: (Life) -> Void) -> Bool {
        runJobs()
        state.value.steps += 1
        // Work takes time: mostly little.
        if !state.value.ready.isEmpty, state.value.chance.happens(300) {
            state.value.now += state.value.chance.between(0, 12)
        }
        let now = state.value.now
        if let timer = state.value.timers.last, timer.at <= now { return passTime() }
        let eligible = state.value.ready.indices.filter { state.value.ready[$0].life.stalledUntil <= now }
        if eligible.isEmpty { return passTime() }
        let index = eligible[state.value.chance.below(eligible.count)]
        note(UInt64(index))
        let waiter = state.value.ready.remove(at: index)
        mayDie(waiter.life)
        guard waiter.life.stalledUntil <= state.value.now else {
            state.value.ready.append(waiter)
            return true
        }
        waiter.resume()
        runJobs()
        return true
    }

    private func passTime() -> Bool {
        guard let timer = state.value.timers.popLast() else { return false }
        state.value.now = max(state.value.now, timer.at)
        note(UInt64(truncatingIfNeeded: state.value.now))
        timer.act()
        runJobs()
        return true
    }

    private func runJobs() {
        while !state.value.jobs.isEmpty {
            let (job, executor) = state.value.jobs.removeFirst()
            job.runSynchronously(on: executor.asUnownedTaskExecutor())
        }
    }

    private func note(_ word: UInt64) {
        state.value.fingerprint = (state.value.fingerprint ^ word) &* 0x100_0000_01B3
    }

    /// Carries one piece of work to its end, with nothing else going on.
    func complete<Result: Sendable>(on life: Life, _ work: @escaping @Sendable () async throws -> Result) throws
        -> Result
    {
        let outcome = Cell<Swift.Result<Result, any Error>?>(nil)
        Task(executorPreference: life.executor) {
            do {
                outcome.value = .success(try await work())
            } catch {
                outcome.value = .failure(error)
            }
        }
        while outcome.value == nil, step({ _ in }) {}
        guard let outcome = outcome.value else { throw Life.Dead() }
        return try outcome.get()
    }

    /// Lets every task end, so that nothing of this run outlives it.
    func drain(_ lives: [Life]) {
        state.value.timers.removeAll()
        for life in lives { life.die() }
        while !state.value.ready.isEmpty || !state.value.jobs.isEmpty {
            runJobs()
            let ready = state.value.ready
            state.value.ready.removeAll()
            for waiter in ready { waiter.resume() }
        }
    }
}

/// Runs all jobs of one worker's tasks on the loop.
final class StepExecutor: TaskExecutor {
    private let loop: Loop

    init(loop: Loop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) { loop.enqueue(UnownedJob(job), on: self) }
}

/// A task that is suspended.
final class Waiter: Sendable {
    let life: Life
    private let state = Cell<(continuation: UnsafeContinuation<Void, Never>?, ready: ((Waiter) -> Void)?)>((nil, nil))

    init(_ life: Life) { self.life = life }

    func park(_ continuation: UnsafeContinuation<Void, Never>, ready: @escaping (Waiter) -> Void) {
        state.value = (continuation, ready)
    }

    /// It may go on: only the first call counts.
    func wake() {
        guard let ready = state.value.ready else { return }
        state.value.ready = nil
        ready(self)
    }

    func resume() {
        guard let continuation = state.value.continuation else { return }
        state.value.continuation = nil
        life.forget(self)
        continuation.resume()
    }
}
