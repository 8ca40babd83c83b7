import KicauCore
import KicauSandbox
import KicauStore
import ServiceLifecycle

/// Puts X's credit back once the post that wants money waits for a person, so that all else goes on.
struct StageHand: Service {
    let stage: Stage
    let entrance: AsyncStream<Void>

    func run() async throws {
        for await _ in entrance.cancelOnGracefulShutdown() {}
        await cancelWhenGracefulShutdown {
            for _ in 0..<40 {
                guard !Task.isCancelled, await !waitsForMoney() else { break }
                await Task.rest(for: .milliseconds(500))
            }
        }
        _ = stage.networks.control("x")?.set(["creditMicroUSD": .null])
        try await gracefulShutdown()
    }

    private func waitsForMoney() async -> Bool {
        do {
            return try await stage.building.store.read { tx in
                guard let workspace = try tx.allWorkspaces().first,
                    let post = try tx.post(scheduledWith: "trouble-money", in: workspace.id)
                else { return true }
                return try tx.deliveries(of: post).allSatisfy {
                    $0.state != .scheduled && $0.state != .claimed && $0.state != .intent
                }
            }
        } catch {
            return true
        }
    }
}
