import KicauCore
import KicauPlatforms
import KicauPublish
import KicauStore

/// A clock that stands at a moment of the past.
struct PastTime: TimeSource {
    let instant: Instant

    func now() -> Instant { instant }
    func steadyMs() -> Int64 { instant.ms }
}

/// No way out: planning calls no network.
private struct NoLine: Line {
    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        throw .neverLeft(retryAt: Instant(ms: .max), .unreachable("the past is closed"))
    }
}

extension Building {
    /// The planner as it would have worked at a moment of the past.
    func publishing(at instant: Instant) throws(Problem) -> Publishing {
        // The demo takes no key from the environment, so its key is always the folder's.
        let vault = try Vault.open(environmentKey: nil, keyPath: folder.keyPath)
        return Publishing(
            kit: Kit(
                store: store, platforms: Registry.all, line: NoLine(), prices: prices, vault: vault, media: media,
                time: PastTime(instant: instant), pace: .rehearsal, log: log, pages: NoLine(),
                makeName: { Secret.make() }))
    }
}
