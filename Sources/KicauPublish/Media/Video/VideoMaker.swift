import KicauCore
import Logging
public import ServiceLifecycle

/// Encodes the videos that are going out, and those of a node before this one that had not come to it.
public struct VideoMaker: Service {
    private let kit: Kit

    public init(kit: Kit) { self.kit = kit }

    public func run() async throws {
        await cancelWhenGracefulShutdown { await work() }
    }

    private func work() async {
        await kit.media.workshop.run { order, progress async throws(Problem) in try await make(order, progress) }
    }

    /// Makes all that is ordered by now.
    func workOff() async {
        while await kit.media.workshop.turn({ order, progress async throws(Problem) in
            try await make(order, progress)
        }) {}
    }

    private func make(
        _ order: VideoWorkshop.Order, _ progress: @escaping @Sendable (Int) -> Void
    ) async throws(Problem) {
        do {
            try await kit.media.videos.make(order, progress)
        } catch {
            kit.log.warning(
                "a video could not be made ready",
                metadata: ["video": "\(order.sha256)", "why": "\(error.what)", "cause": "\(error.cause ?? "")"])
            throw error
        }
        kit.bell.ring()
    }
}
