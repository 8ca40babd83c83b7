import KicauCore
import KicauStore
import KicauTesting
import Synchronization

@testable import KicauMeter

/// One workspace that pays for calls to X: on 1 June 2026 a post that is read costs $0.005.
struct Counter {
    let time = HandTime()
    let store: Store
    let caller: Caller
    let prices: PriceShelf
    let wire: Wire
    private let names = Names()
    var work = WorkClass.publishing

    /// Answers each call, after what has to happen meanwhile.
    final class Wire: Line {
        private let state = Mutex((calls: 0, meanwhile: [@Sendable () async -> Void]()))
        private let time: HandTime

        init(_ time: HandTime) { self.time = time }

        var calls: Int { state.withLock { $0.calls } }
        /// During the next call.
        func meanwhile(_ work: @escaping @Sendable () async -> Void) { state.withLock { $0.meanwhile.append(work) } }

        func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
            let work = state.withLock { state -> (@Sendable () async -> Void)? in
                state.calls += 1
                return state.meanwhile.isEmpty ? nil : state.meanwhile.removeFirst()
            }
            await work?()
            return Reply(status: 200, headers: [], body: [], at: time.now())
        }
    }

    private final class Names: Sendable {
        private let count = Mutex(0)
        func next() -> String {
            count.withLock {
                $0 += 1; return "name-\($0)"
            }
        }
    }

    static func open(cap: Int64? = nil) async throws -> Counter {
        try await Counter(cap: cap.map { Money(microUSD: $0) })
    }

    private init(cap: Money?) async throws {
        store = try await TestStore.fresh(now: time.now())
        caller = try await World.settle(store, time, cap: cap)
        prices = try PriceShelf.shipped()
        wire = Wire(time)
    }

    var metering: Metering { Metering(store: store, prices: prices, time: time) }

    var till: Till {
        let names = names
        return Till(
            store: store, prices: prices, workspace: caller.workspace, account: ID(7), work: work, time: time,
            makeName: { names.next() })
    }

    /// Nil: it went.
    func read(_ unit: String = "post_read") async -> Postponement? {
        let line = MeteredLine(wire, till: till, platform: "x")
        do throws(LineFailure) {
            _ = try await line.call(
                Call(.get, "https://x.example/2/tweets", deadline: .seconds(5)), unit: MeterUnit(unit))
            return nil
        } catch {
            guard case .neverLeft(_, let why) = error else { return .unreachable("no answer") }
            return why
        }
    }

    func turn(to instant: Instant) { time.jump(by: instant - time.now()) }

    /// Spent and set aside.
    func standing(_ month: String = "2026-06") async throws -> [Int64] {
        let status = try await store.budget(of: caller.workspace.id, month: month)
        return [status.spent.microUSD, status.held.microUSD]
    }

    func ledger() async throws -> [Int64] {
        let workspace = caller.workspace.id
        return try await store.read { try $0.ledger(of: workspace, limit: 100) }.map(\.amount.microUSD)
    }
}
