import KicauCore
import KicauSandbox
import ServiceLifecycle

/// Fills the demo at its first start, then opens the gate and says where to look.
struct Opening: Service {
    let start: DemoFolder.Start
    let stage: Stage
    let gate: Gate
    let url: String

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await prepare() }
        } catch is CancellationError {
            return
        }
        gate.open()
        await cancelWhenGracefulShutdown { await announce() }
        try await cancelWhenGracefulShutdown { try await converse() }
        try await gracefulShutdown()
    }

    private func prepare() async throws {
        // A port that is gone after all ends the whole group with its own sentence.
        guard await stage.networks.addresses().count == RehearsalPorts.everybody.count else { return }
        switch start {
        case .fresh, .anew: try await stage.fill()
        case .filled: try await stage.topUp()
        }
    }

    /// A port that is gone after all leaves nobody to register with.
    private func converse() async throws {
        guard !Task.isCancelled, await stage.networks.addresses().count == RehearsalPorts.everybody.count else {
            return
        }
        let conversations = Conversations(stage: stage)
        try await conversations.register()
        try await conversations.goOn()
    }

    private func announce() async {
        for _ in 0..<100 {
            if await stage.browser.status(of: url + "/healthz") == 200 { break }
            await Task.rest(for: .milliseconds(50))
        }
        guard !Task.isCancelled else { return }
        let owner = DemoWorld.members[0]
        Talk.say("Sign in as \(owner.email) with the password \(DemoWorld.password)")
        Talk.say("Open \(url)")
    }
}
