public import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Finds what is planned and can no longer be paid, and lets it give way as its workspace chose.
public struct WayKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await takeTurns(every: .seconds(30)) { await turn() }
    }

    /// In one look; what is left over is found by the next.
    private static let most = 200

    /// One look: what has lost its money, and what a lowered budget can no longer hold.
    package func turn() async {
        do {
            for delivery in try await kit.store.read({ try $0.unpaidDeliveries(limit: WayKeeper.most) }) {
                await giveWay(delivery, because: Settling.unpaidStory)
            }
            for (workspace, month) in try await kit.store.read({ try $0.overdrawnMonths() }) {
                let (budgets, holds) = try await kit.store.read { tx in
                    (try tx.budgets(of: workspace, month: month), try tx.plannedMoney(in: month, of: workspace))
                }
                for delivery in Overdrawn.deliveries(budgets, holds).prefix(WayKeeper.most) {
                    await giveWay(delivery, because: WayKeeper.lowered)
                }
            }
        } catch {
            kit.log.error("what gives way could not be looked up", metadata: ["error": "\(error)"])
        }
    }

    /// Lets one delivery give way. Nothing happens when it was sent, called off or moved meanwhile.
    public func giveWay(_ delivery: DeliveryID, because story: Settlement.Story) async {
        do {
            try await GivingUp(kit: kit, story: story).giveWay(delivery)
        } catch {
            kit.log.error(
                "a delivery could not give way", metadata: ["delivery": "\(delivery)", "error": "\(error)"])
        }
    }

    /// Once more for one that waits for money: others may have left some. Nothing happens where it does not wait.
    func lookAgain(at delivery: DeliveryID, because story: Settlement.Story) async {
        do {
            try await GivingUp(kit: kit, story: story).decideWaiting(delivery)
        } catch {
            kit.log.error(
                "a waiting delivery could not give way", metadata: ["delivery": "\(delivery)", "error": "\(error)"])
        }
    }

    private static let lowered = Settlement.Story(
        "The budget no longer holds what is planned, and this is the latest of it.",
        do: "Raise the budget and send it again, change it, or post it by hand.")
}
