import CLibpq
import Foundation
import NIOPosix
import Synchronization

/// A connection that only listens, on a thread of its own.
final class PostgresEar: Sendable {
    private let address: String
    private let ring: @Sendable () -> Void
    private let isOver = Mutex(false)

    /// How soon it notices that it is over, in milliseconds.
    private static let glance: Int32 = 250

    init(address: String, ring: @escaping @Sendable () -> Void) {
        self.address = address
        self.ring = ring
    }

    /// Returns when the task is cancelled.
    func listen() async {
        let thread = NIOThreadPool(numberOfThreads: 1)
        thread.start()
        await withTaskCancellationHandler {
            try? await thread.runIfActive { self.listenUntilOver() }  // it was started above, so it takes the work
        } onCancel: {
            isOver.withLock { $0 = true }
        }
        thread.shutdownGracefully { _ in }
    }

    private var goesOn: Bool { isOver.withLock { !$0 } }

    private func listenUntilOver() {
        while goesOn {
            if let raw = PQconnectdb(address) {
                if PQstatus(raw) == CONNECTION_OK { hear(raw) }
                PQfinish(raw)
            }
            // What was planned while nobody listened is found now.
            ring()
            if goesOn { PostgresPool.sleep(.seconds(1)) }
        }
    }

    private func hear(_ raw: OpaquePointer) {
        PQclear(PQexec(raw, "LISTEN kicau"))
        while goesOn {
            var socket = pollfd(fd: PQsocket(raw), events: Int16(POLLIN), revents: 0)
            guard poll(&socket, 1, PostgresEar.glance) > 0 else { continue }
            guard PQconsumeInput(raw) == 1 else { return }
            var heard = false
            while let notice = PQnotifies(raw) {
                heard = true
                PQfreemem(notice)
            }
            if heard { ring() }
        }
    }
}
