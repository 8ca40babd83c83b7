import KicauCore
import KicauMeter
import Logging
public import ServiceLifecycle

/// Sees within seconds what another node has loaded, and works out anew what was set aside at other prices.
public struct PriceKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let every = Duration.seconds(5)

    public func run() async throws {
        await takeTurns(every: PriceKeeper.every) { await turn() }
    }

    /// Never throws: what fails here is tried again at the next turn.
    func turn() async {
        do {
            try await kit.prices.refresh(from: kit.store)
            try await Requoting(kit: kit).all()
        } catch {
            kit.log.error("the price lists could not be taken over", metadata: ["error": "\(error)"])
        }
    }
}
