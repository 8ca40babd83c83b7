import KicauCore
import ServiceLifecycle

/// Takes a turn, rests, and takes the next one, until Kicau is asked to stop.
func takeTurns(every pause: Duration, _ turn: @escaping @Sendable () async -> Void) async {
    await cancelWhenGracefulShutdown {
        while !Task.isCancelled {
            await turn()
            await Task.rest(for: pause)
        }
    }
}
