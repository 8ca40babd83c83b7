import KicauMeter
public import ServiceLifecycle

/// Writes down every second what answers said of the networks' windows, and gives back what was taken in vain when it
/// stops.
///
/// It starts before whatever makes calls, so it stops after them.
public struct QuotaKeeper: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    private static let pause = Duration.seconds(1)

    public func run() async throws {
        await takeTurns(every: QuotaKeeper.pause) { await kit.quotas.flush() }
        await kit.quotas.close()
    }
}
