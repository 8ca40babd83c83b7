import KicauCore

/// What lies between a worker and the networks: delays, losses, late arrivals.
final class Wire: Sendable {
    private struct State {
        /// Commits that left and may still take effect, by key.
        var flying: [String] = []
        var calls = 0
        var commits = 0
    }

    private let state = Cell(State())
    private let loop: Loop
    private let server: Server
    private let plan: Plan
    private let isCalm: @Sendable () -> Bool
    /// A commit's first byte leaves.
    private let departs: @Sendable (Request, Life) -> Void
    /// A worker that lives gets an answer to a request.
    private let hears: @Sendable (Request, Int) -> Void
    private let note: @Sendable (Life, () -> String) -> Void

    init(
        loop: Loop, server: Server, plan: Plan, isCalm: @escaping @Sendable () -> Bool,
        departs: @escaping @Sendable (Request, Life) -> Void,
        hears: @escaping @Sendable (Request, Int) -> Void,
        note: @escaping @Sendable (Life, () -> String) -> Void
    ) {
        self.loop = loop
        self.server = server
        self.plan = plan
        self.isCalm = isCalm
        self.departs = departs
        self.hears = hears
        self.note = note
    }

    var calls: Int { state.value.calls }
    var commits: Int { state.value.commits }

    /// May a commit of this delivery still take effect?
    func isFlying(_ key: String) -> Bool { state.value.flying.contains { $0.hasPrefix(key) } }

    func carry(_ call: Call, _ request: Request, of life: Life) async throws(LineFailure) -> Reply {
        state.value.calls += 1
        let begun = loop.now
        await loop.pause(life)
        guard !life.isDead else { throw gone(life, "the worker died") }
        let fate = isCalm() || !life.isMortal ? Weather.Fate.clean : loop.draw { plan.weather.fate(&$0) }
        let isInTime = loop.now - begun < call.deadline.inMilliseconds
        guard fate != .unreachable, isInTime else {
            note(life) { "\(request.kind) \(request.key): no connection" }
            throw .neverLeft(retryAt: life.clock.now() + .seconds(30), .unreachable("no connection could be made"))
        }
        if call.isCommit {
            state.value.commits += 1
            state.value.flying.append(request.key)
            departs(request, life)
        }
        note(life) { "\(request.kind) \(request.key) \(request.text) leaves; \(fate)" }
        let answer = Cell<(status: Int, body: String)?>(nil)
        await loop.wait(life) { waiter in
            travel(request, fate, deadline: begun + call.deadline.inMilliseconds, answer, waiter)
        }
        guard !life.isDead, let (status, body) = answer.value else {
            throw gone(life, "no answer came")
        }
        hears(request, status)
        note(life) { "answer to \(request.kind) \(request.key): \(status) \(body)" }
        return Reply(status: status, headers: [], body: Array(body.utf8), at: life.clock.now())
    }

    private func gone(_ life: Life, _ what: String) -> LineFailure {
        .noAnswer(Trace(what: what, at: life.clock.now()))
    }

    /// Plans what becomes of one request: when it arrives, when its answer does, when the caller gives up.
    private func travel(
        _ request: Request, _ fate: Weather.Fate, deadline: Int64, _ answer: Cell<(status: Int, body: String)?>,
        _ waiter: Waiter
    ) {
        let now = loop.now
        let left = max(deadline - now, 0)
        loop.after(left) { waiter.wake() }
        // A side that closes the connection at once, instead of keeping silent.
        if fate == .lost || fate == .answerLost || fate == .late, loop.draw({ $0.happens(500) }) {
            loop.after(loop.draw { $0.between(5, left) }) { waiter.wake() }
        }
        guard let arrival = arrival(fate, left: left, request.kind) else { return ends(request) }
        loop.after(arrival) {
            let reply = self.reply(to: request, fate)
            self.ends(request)
            guard fate != .late, fate != .answerLost else { return }
            let back = self.loop.draw { $0.between(5, fate == .slow ? 40_000 : 800) }
            self.loop.after(back) {
                answer.value = answer.value ?? reply
                waiter.wake()
            }
        }
    }

    /// Nil: never.
    private func arrival(_ fate: Weather.Fate, left: Int64, _ kind: Request.Kind) -> Int64? {
        switch fate {
        case .lost, .unreachable: return nil
        case .late:
            // The network's settle time, less what the nodes' clocks may differ by.
            let settle = SimPlatform.settleTime.inMilliseconds - (plan.hasLooseClocks ? 8_000 : 100)
            return loop.draw { $0.between(left, left + settle) }
        case .clean, .answerLost, .slow, .rateLimited, .errorBefore, .errorAfter, .malformedBefore, .malformedAfter,
            .refused, .tokenDies, .stagingGone:
            return loop.draw { $0.between(5, min(1_500, max(left - 1, 5))) }
        }
    }

    private func reply(to request: Request, _ fate: Weather.Fate) -> (status: Int, body: String) {
        switch fate {
        case .clean, .slow, .late, .answerLost, .lost, .unreachable: return server.take(request)
        case .rateLimited: return (429, "\(loop.draw { $0.between(500, 90_000) })")
        case .errorBefore: return (503, "")
        case .malformedBefore: return (200, "<html>")
        case .errorAfter:
            _ = server.take(request)
            return (502, "")
        case .malformedAfter:
            _ = server.take(request)
            return (200, "<html>")
        case .refused: return request.kind == .commit || request.kind == .stage ? (400, "no") : server.take(request)
        case .tokenDies:
            server.killToken(of: request.account, refreshToo: loop.draw { $0.happens(500) })
            return (401, "")
        case .stagingGone: return request.media != nil && request.kind == .commit ? (410, "") : server.take(request)
        }
    }

    private func ends(_ request: Request) {
        guard request.kind == .commit, let index = state.value.flying.firstIndex(of: request.key) else { return }
        state.value.flying.remove(at: index)
    }
}

/// One worker's way out.
struct SimLine: Line {
    let wire: Wire
    let life: Life

    func call(_ call: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        guard let request = Request(call) else {
            return Reply(status: 404, headers: [], body: [], at: life.clock.now())
        }
        return try await wire.carry(call, request, of: life)
    }
}
