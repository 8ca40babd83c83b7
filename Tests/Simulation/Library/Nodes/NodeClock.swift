import KicauCore

/// A node's two clocks: the wall's may be off, drift and jump; the steady one runs with true time.
final class NodeClock: TimeSource {
    private let loop: Loop
    private let driftPPM: Int64
    private let state: Cell<(offset: Int64, latest: Int64)>
    private let hidesGuard: Bool

    /// 2026-06-01T02:00:00Z: when every run begins.
    static let begin: Int64 = 1_780_279_200_000

    init(loop: Loop, offset: Int64, driftPPM: Int64, hidesGuard: Bool = false) {
        self.loop = loop
        self.driftPPM = driftPPM
        self.hidesGuard = hidesGuard
        state = Cell((offset, .min))
    }

    func now() -> Instant {
        let wall = NodeClock.begin + loop.now + state.value.offset + loop.now * driftPPM / 1_000_000
        state.value.latest = max(state.value.latest, wall)
        return Instant(ms: wall)
    }

    func steadyMs() -> Int64 { hidesGuard ? 7_000_000 : 7_000_000 + loop.now }

    func wall() -> Instant { hidesGuard ? Instant(ms: NodeClock.begin) : now() }

    func jump(by step: Int64) { state.value.offset += step }

    /// How long true time takes until the wall shows this.
    func wait(until instant: Instant) -> Int64 { instant.ms - now().ms }

    /// The latest time it has ever shown: what is not early by it is not early by what the node could know.
    var latest: Int64 { max(now().ms, state.value.latest) }
}
