import Synchronization

/// How many more deliveries may be carried at once.
final class Room: Sendable {
    private let left: Mutex<Int>

    init(_ places: Int) { left = Mutex(places) }

    var free: Int { left.withLock { $0 } }
    func take() { left.withLock { $0 -= 1 } }
    func give() { left.withLock { $0 += 1 } }
}

/// Has someone asked us to stop?
final class Stop: Sendable {
    private let asked = Mutex(false)

    var isAsked: Bool { asked.withLock { $0 } }
    func ask() { asked.withLock { $0 = true } }
}
