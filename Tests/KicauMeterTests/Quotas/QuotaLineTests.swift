import KicauCore
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauMeter

@Suite("A line under quotas")
struct QuotaLineTests {
    /// Answers, or fails, and counts.
    private final class Wire: Line {
        let calls = Mutex<[Duration]>([])
        let fails: Bool
        let time: HandTime

        init(_ time: HandTime, fails: Bool = false) {
            self.time = time
            self.fails = fails
        }

        func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
            calls.withLock { $0.append(request.deadline) }
            if fails { throw .neverLeft(retryAt: time.now(), .unreachable("no way")) }
            return Reply(status: 200, headers: [], body: [], at: time.now())
        }
    }

    private let time = HandTime()
    private let store: Store
    private let post = Call(.post, "https://fake.example/posts", deadline: .seconds(5), isCommit: true)

    init() async throws { store = try await TestStore.fresh(now: time.now()) }

    private func line(_ wire: Wire, most: Int) -> QuotaLine {
        let rule = QuotaRule(
            "posts", .account, .window, Fact(most, from: "made up", read: "2026-06-01"), in: .minutes(15))
        return QuotaLine(
            wire, on: FakePlatform(quotas: [rule]), of: ID(7), haste: .publishing,
            desk: QuotaDesk(store: store, time: time, metrics: Metrics()), time: time)
    }

    @Test func `makes no call that would pass a window`() async throws {
        let wire = Wire(time)
        let line = line(wire, most: 1)
        _ = try await line.call(post, unit: MeterUnit("post"))

        let error = await #expect(throws: LineFailure.self) { try await line.call(post, unit: MeterUnit("post")) }

        guard case .neverLeft(let until, .rateLimited) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(until == time.now() + .minutes(15))
        #expect(wire.calls.withLock { $0.count } == 1)
    }

    @Test func `gives its place back when the call never left`() async throws {
        let line = line(Wire(time, fails: true), most: 1)

        for _ in 1...3 {
            let error = await #expect(throws: LineFailure.self) { try await line.call(post, unit: MeterUnit("post")) }
            guard case .neverLeft(_, .unreachable("no way")) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
    }

    @Test func `leaves a commit the time that was left for it`() async throws {
        let wire = Wire(time)

        _ = try await line(wire, most: 1).call(post, unit: MeterUnit("post"))

        #expect(wire.calls.withLock { $0 } == [.seconds(5)])
    }
}
