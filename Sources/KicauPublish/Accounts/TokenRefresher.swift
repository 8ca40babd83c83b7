import KicauCore
import KicauStore
import Logging
public import ServiceLifecycle

/// Renews tokens well before they end, so that a due post never waits for one.
public struct TokenRefresher: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await takeTurns(every: .seconds(15)) { await turn() }
    }

    /// Renews what is due now; one account after the other.
    func turn() async {
        let keeper = TokenKeeper(kit: kit)
        do {
            let now = kit.time.now()
            for account in try await kit.store.read({ try $0.credentialsToRefresh(at: now, limit: 50) }) {
                guard let signedIn = try await keeper.load(account).0 else { continue }
                if case .signedOut(let refusal) = try await keeper.refresh(signedIn) {
                    kit.log.warning(
                        "an account was signed out", metadata: ["account": "\(account)", "why": "\(refusal.what)"])
                }
            }
        } catch {
            kit.log.error("tokens could not be renewed", metadata: ["error": "\(error)"])
        }
    }
}
