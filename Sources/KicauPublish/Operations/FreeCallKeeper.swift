import KicauCore
import KicauMeter
import Logging
public import ServiceLifecycle

/// Writes down every few seconds, and when it stops, which calls were made that cost nothing.
///
/// It starts before whatever makes calls, so it stops after them.
public struct FreeCallKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.seconds(5)

    public func run() async throws {
        await takeTurns(every: FreeCallKeeper.pause) { await turn() }
        await turn()
    }

    func turn() async {
        do {
            try await kit.freeCalls.write(to: kit.store)
        } catch {
            kit.log.warning("free calls could not be written down yet", metadata: ["error": "\(error)"])
        }
    }
}
