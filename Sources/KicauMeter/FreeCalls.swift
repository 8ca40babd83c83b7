import KicauCore
public import KicauStore
import Synchronization

/// Calls that cost nothing, counted in memory until they are written down together.
///
/// No write waits before such a call, so whoever crashes loses the last seconds of these counts. No money is in them.
public final class FreeCalls: Sendable {
    private let counts = Mutex<[FreeCallKey: Int]>([:])

    public init() {}

    func note(
        _ unit: MeterUnit, on platform: PlatformID, of workspace: ID<Workspace>, account: ID<Account>?, at now: Instant
    ) {
        guard unit.count > 0 else { return }
        let key = FreeCallKey(
            workspace: workspace, platform: platform, account: account, unit: unit.name, day: Day(of: now).number)
        counts.withLock { $0[key, default: 0] += unit.count }
    }

    /// Writes down what was counted since the last time. What cannot be written now is counted on.
    public func write(to store: Store) async throws {
        let taken = counts.withLock { counts in
            let taken = counts
            counts = [:]
            return taken
        }
        guard !taken.isEmpty else { return }
        do {
            try await store.write(as: .fenced, durability: .relaxed) { try $0.addFreeCalls(taken) }
        } catch {
            counts.withLock { $0.merge(taken, uniquingKeysWith: +) }
            throw error
        }
    }
}
