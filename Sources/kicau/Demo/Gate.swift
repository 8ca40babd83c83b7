import ServiceLifecycle
import Synchronization

/// Keeps services waiting until the demo is filled.
final class Gate: Sendable {
    private let waiting = Mutex<[AsyncStream<Void>.Continuation]>([])

    /// One for each that waits.
    func entrance() -> AsyncStream<Void> {
        let (stream, waiter) = AsyncStream.makeStream(of: Void.self)
        waiting.withLock { $0.append(waiter) }
        return stream
    }

    func open() {
        for waiter in waiting.withLock({ $0 }) { waiter.finish() }
    }
}

/// A service that starts when its gate opens.
struct Behind: Service {
    let entrance: AsyncStream<Void>
    let service: any Service

    func run() async throws {
        for await _ in entrance.cancelOnGracefulShutdown() {}
        guard !Task.isCancelled, !Task.isShuttingDownGracefully else { return }
        try await service.run()
    }
}
