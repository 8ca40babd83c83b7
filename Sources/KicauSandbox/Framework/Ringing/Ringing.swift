import Foundation
import KicauCore
import ServiceLifecycle
import Synchronization

/// Calls the app about what is new, and again when the call was not taken: as often as the network says, to no other address.
struct Ringing: Service {
    let simulator: any RingingSimulator
    let log: RingLog

    /// What waits for its turn or its repetition; beyond that a call is lost, as networks lose calls.
    private static let room = 500
    private let inHand = InHand()

    private final class InHand: Sendable {
        private let count = Mutex(0)

        func takes() -> Bool {
            count.withLock { count in
                guard count < Ringing.room else { return false }
                count += 1
                return true
            }
        }

        func isDone() { count.withLock { $0 -= 1 } }
    }

    func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                for await post in simulator.ground.news {
                    for body in calls(about: post) where inHand.takes() {
                        group.addTask {
                            await tell(body)
                            inHand.isDone()
                        }
                    }
                }
            }
        }
    }

    private func calls(about post: LivePost) -> [Data] {
        let hooks = simulator.hooks.read { $0 }
        guard hooks.hook != nil, !hooks.subscriptions.isEmpty else { return [] }
        return simulator.calls(about: post, to: hooks.accounts)
    }

    private func tell(_ body: Data) async {
        var due = simulator.ground.nowMs
        for wait in [0] + simulator.repeatsMs {
            due += wait
            await simulator.ground.rest(until: due)
            guard !Task.isCancelled, let hook = simulator.hooks.read({ $0.hook }) else { return }
            let signature = simulator.signature(of: body)
            let answer = await HookCaller().tell(hook.url, body, signed: signature)
            let status = answer?.status ?? 0
            log.add(
                MadeRing(
                    url: hook.url, body: body, signature: (signature.name, signature.value), status: status,
                    ms: simulator.ground.nowMs))
            if (200..<300).contains(status) { return }
        }
    }
}

extension Ground {
    /// By the network's own clock; one that is turned by hand is looked at often.
    fileprivate func rest(until ms: Int64) async {
        while !Task.isCancelled, nowMs < ms { await Task.rest(for: .milliseconds(min(ms - nowMs, 200))) }
    }
}
