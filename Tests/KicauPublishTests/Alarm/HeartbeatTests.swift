import KicauCore
import KicauStore
import KicauTesting
import Synchronization
import Testing

@testable import KicauPublish

/// Answers every call with one status, or with nothing, and counts them.
final class AlarmLine: Line {
    private let state: Mutex<(status: Int?, calls: [Call])>

    init(status: Int? = 200) { state = Mutex((status, [])) }

    var calls: [Call] { state.withLock { $0.calls } }
    func answers(_ status: Int?) { state.withLock { $0.status = status } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let status = state.withLock { state in
            state.calls.append(request)
            return state.status
        }
        let now = Instant(ms: 0)
        guard let status else { throw .noAnswer(Trace(what: "the connection closed before an answer", at: now)) }
        return Reply(status: status, headers: [], body: [], at: now)
    }
}

@Suite("A heartbeat that somebody outside listens to")
struct HeartbeatTests {
    private let line = AlarmLine()

    private func heartbeat(_ world: World) -> Heartbeat {
        Heartbeat(kit: world.kit, url: "https://hc.example/1", line: line)
    }

    @Test func `is heard while the dispatcher turns`() async throws {
        let world = try await World.flock()
        await world.work()

        await heartbeat(world).turn()

        #expect(line.calls.map(\.url) == ["https://hc.example/1"])
        #expect(world.kit.alarm.heartbeat == .worked(world.time.now()))
    }

    @Test func `is silent when the dispatcher has not turned yet, or not for long`() async throws {
        let world = try await World.flock()
        await heartbeat(world).turn()
        #expect(line.calls.isEmpty)

        await world.work()
        world.time.advance(by: .seconds(121))
        await heartbeat(world).turn()

        #expect(line.calls.isEmpty)
    }

    @Test func `is silent while a post that is ready is left lying longer than its workspace allows`() async throws {
        let world = try await World.flock()
        _ = try await world.schedule("Selamat pagi", in: .minutes(5))
        world.time.advance(by: .minutes(5) + .minutes(15) + .seconds(61))
        world.kit.pulse.turned(world.time)

        await heartbeat(world).turn()
        #expect(line.calls.isEmpty)

        await world.work()
        await heartbeat(world).turn()
        #expect(line.calls.count == 1)
    }

    @Test func `tells of a failure with its first moment, and of the next success`() async throws {
        let world = try await World.flock()
        await world.work()
        line.answers(404)
        let first = world.time.now()
        await heartbeat(world).turn()
        world.time.advance(by: .seconds(60))
        line.answers(nil)
        await heartbeat(world).turn()

        #expect(
            world.kit.alarm.heartbeat == .failed(since: first, why: "the connection closed before an answer"))

        line.answers(204)
        await heartbeat(world).turn()
        #expect(world.kit.alarm.heartbeat == .worked(world.time.now()))
    }
}
