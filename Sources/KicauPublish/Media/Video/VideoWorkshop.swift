import Foundation
import KicauCore
import Synchronization

/// Makes videos ready for networks, one after the other, ahead of their time: encoding one can take longer than it runs.
final class VideoWorkshop: Sendable {
    struct Order: Hashable, Sendable {
        let sha256: String
        let fit: VideoFit
    }

    enum Standing: Sendable {
        case waiting
        case making(percent: Int)
        case failed(Problem)
    }

    private struct State {
        var queue: [Order] = []
        var standings: [Order: Standing] = [:]
    }

    private let state = Mutex(State())
    private let bell = Bell()

    /// Takes an order in, once, and says how far it is.
    @discardableResult
    func order(_ order: Order) -> Standing {
        let standing = state.withLock { state in
            if let known = state.standings[order] { return known }
            state.standings[order] = .waiting
            state.queue.append(order)
            return .waiting
        }
        bell.ring()
        return standing
    }

    func standing(of order: Order) -> Standing? { state.withLock { $0.standings[order] } }

    /// Works until it is cancelled; each order is handed to `make`, which says how far it is in percent.
    ///
    /// A failure is remembered until the program starts anew, so that a broken video is not encoded again and again.
    func run(_ make: (Order, @escaping @Sendable (Int) -> Void) async throws(Problem) -> Void) async {
        while !Task.isCancelled {
            guard await turn(make) else {
                await bell.wait(upTo: .seconds(60))
                continue
            }
        }
    }

    /// Makes the next one; false: nothing is ordered.
    func turn(_ make: (Order, @escaping @Sendable (Int) -> Void) async throws(Problem) -> Void) async -> Bool {
        guard let next = state.withLock({ $0.queue.isEmpty ? nil : $0.queue.removeFirst() }) else { return false }
        note(next, .making(percent: 0))
        do {
            try await make(next) { [self] in note(next, .making(percent: $0)) }
            note(next, nil)
        } catch {
            note(next, Task.isCancelled ? nil : .failed(error))
        }
        return true
    }

    private func note(_ order: Order, _ standing: Standing?) {
        state.withLock { $0.standings[order] = standing }
    }
}
