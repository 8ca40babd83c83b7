import KicauCore
import KicauPublish
import KicauStore

/// The person at the desk, who can look at the networks and decides what waits.
final class Person: Sendable {
    private let life: Life
    private let kit: Kit
    private let caller: Caller
    private let loop: Loop
    private let database: StepwiseDatabase
    private let audit: Audit
    private let server: Server
    private let isFlying: @Sendable (String) -> Bool
    private let note: @Sendable (String, () -> String) -> Void
    /// Nodes hear of what was decided.
    private let decided: @Sendable () -> Void
    private let busy = Cell(false)

    init(
        life: Life, kit: Kit, caller: Caller, loop: Loop, database: StepwiseDatabase, audit: Audit, server: Server,
        isFlying: @escaping @Sendable (String) -> Bool,
        note: @escaping @Sendable (String, () -> String) -> Void, decided: @escaping @Sendable () -> Void
    ) {
        self.life = life
        self.kit = kit
        self.caller = caller
        self.loop = loop
        self.database = database
        self.audit = audit
        self.server = server
        self.isFlying = isFlying
        self.note = note
        self.decided = decided
    }

    var isBusy: Bool { busy.value }

    /// Decides the first thing that can be decided now. `meddles`: also what needs no decision.
    func visit(meddles: Bool) {
        guard !busy.value else { return }
        for row in audit.rows {
            guard let act = act(on: row, meddles: meddles) else { continue }
            busy.value = true
            note(life.name) { "\(act) \(row.key)" }
            return carryOut(act, row)
        }
    }

    private enum Act { case reconnect, itIsThere(String), sendAgain, lookNow, drop }

    private func act(on row: Audit.Seen, meddles: Bool) -> Act? {
        switch row.state {
        case .waiting:
            switch row.waitingFor {
            case .reconnect: return .reconnect
            case .doubt, .sendBound: return decide(row)
            case .missed, .money, .handOff, nil: return loop.draw { $0.happens(800) } ? .sendAgain : .drop
            }
        case .unknown: return meddles && loop.draw { $0.happens(300) } ? .lookNow : nil
        case .refused: return meddles && loop.draw { $0.happens(100) } ? .sendAgain : nil
        case .scheduled, .claimed, .intent, .reconciling, .published, .dropped, .cancelled: return nil
        }
    }

    /// It is there if the first part that is not settled is; who sees it can paste its link.
    private func decide(_ row: Audit.Seen) -> Act? {
        guard !isFlying(row.key + "-"), let part = openPart(of: row) else { return nil }
        if let post = server.standing("\(row.key)-\(part)").first {
            return .itIsThere("https://sim.example/\(post.id)")
        }
        return loop.draw { $0.pick([.sendAgain, .sendAgain, .sendAgain, .lookNow, .drop]) }
    }

    private func openPart(of row: Audit.Seen) -> Int? {
        do {
            return try database.peek { tx in
                try tx.steps(of: row.id).first { $0.step.kind == .commit && $0.state != .settled }?.step.part
            }
        } catch {
            return nil  // looked at again on the next visit
        }
    }

    private func carryOut(_ act: Act, _ row: Audit.Seen) {
        Task(executorPreference: life.executor) {
            do {
                try await self.perform(act, row)
            } catch {
                self.note(self.life.name) { "it was too late for that: \(error)" }
            }
            self.busy.value = false
            self.decided()
        }
    }

    private func perform(_ act: Act, _ row: Audit.Seen) async throws {
        let publishing = Publishing(kit: kit)
        switch act {
        case .reconnect: try await reconnect(row)
        case .itIsThere(let link): try await publishing.resolve(row.id, by: .itIsThere, link: link, caller: caller)
        case .sendAgain: try await publishing.resolve(row.id, by: .sendAgain, link: nil, caller: caller)
        case .lookNow: try await publishing.resolve(row.id, by: .lookNow, link: nil, caller: caller)
        case .drop: try await publishing.resolve(row.id, by: .drop, link: nil, caller: caller)
        }
    }

    private func reconnect(_ row: Audit.Seen) async throws {
        let account = try await kit.store.read { tx in
            try tx.delivery(row.id).flatMap { try tx.account($0.account) }
        }
        guard let account else { return }
        _ = try await Accounts(kit: kit, baseURL: "http://127.0.0.1", rehearsals: [:]).beginConnecting(
            ConnectInput(platform: account.account.platform, handle: account.account.handle), redirect: "",
            session: "s", by: caller)
    }

    /// Calls a post off, if that is still possible.
    func cancel(_ post: ID<Post>) {
        Task(executorPreference: life.executor) {
            do {
                try await Publishing(kit: self.kit).cancel(post, by: self.caller)
                self.note(self.life.name) { "called off post \(post)" }
            } catch {
                self.note(self.life.name) { "post \(post) could not be called off any more" }
            }
            self.decided()
        }
    }
}
