import CMalloc
import Foundation
import KicauCore
import ServiceLifecycle

/// Gives memory back to the system that a start or a burst needed and nothing needs now; glibc would keep it.
struct MemoryKeeper: Service {
    private static let pause = Duration.seconds(60)

    /// To be called before there are threads. glibc gives each one that asks for memory a heap of its own, up to eight times
    /// as many as there are processors, and what one has let go of, another cannot use.
    static func limitHeaps() {
        #if canImport(Glibc)
            mallopt(M_ARENA_MAX, Int32(ProcessInfo.processInfo.activeProcessorCount))
        #endif
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await Task.rest(for: MemoryKeeper.pause)
                #if canImport(Glibc)
                    malloc_trim(0)
                #endif
            }
        }
    }
}
