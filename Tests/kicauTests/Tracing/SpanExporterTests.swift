import KicauCore
import Logging
import Synchronization
import Testing
import Tracing

@testable import kicau

/// A collector that answers with one status after the other, the last one for ever.
private final class ScriptedCollector: Line {
    private let state: Mutex<(statuses: [Int], calls: [Call])>
    let time = StandingTime()
    /// How long each answer takes.
    let takes: Duration

    init(_ statuses: Int..., takes: Duration = .zero) {
        state = Mutex((statuses, []))
        self.takes = takes
    }

    var calls: [Call] { state.withLock { $0.calls } }

    func call(_ request: Call, unit: MeterUnit) async throws(LineFailure) -> Reply {
        let status = state.withLock { state in
            state.calls.append(request)
            return state.statuses.count > 1 ? state.statuses.removeFirst() : state.statuses[0]
        }
        time.advance(by: takes)
        guard status > 0 else { throw .neverLeft(retryAt: time.now(), .unreachable("no connection could be made")) }
        return Reply(status: status, headers: [], body: [], at: time.now())
    }
}

private final class StandingTime: TimeSource {
    private let ms = Mutex<Int64>(0)
    func advance(by wait: Duration) { ms.withLock { $0 += wait.inMilliseconds } }
    func now() -> Instant { Instant(ms: steadyMs()) }
    func steadyMs() -> Int64 { ms.withLock { $0 } }
}

@Suite("Spans on their way to a collector")
struct SpanExporterTests {
    private let bench = TracerBench()

    private func exporter(_ collector: ScriptedCollector) throws -> SpanExporter {
        let settings = try #require(
            try TraceSettings(environment: [
                "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:4318", "OTEL_EXPORTER_OTLP_HEADERS": "api-key=secret",
            ]))
        return SpanExporter(
            collector: Collector(settings: settings, line: collector), queue: bench.queue,
            source: settings.resource, metrics: bench.metrics, time: collector.time, log: Logger(label: "test"))
    }

    private func end(_ count: Int) { for _ in 0..<count { bench.begin("turn").end() } }

    @Test func `go in batches of 512`() async throws {
        let collector = ScriptedCollector(200)
        end(1100)

        let trouble = try await exporter(collector).send(within: .seconds(10))

        #expect(trouble == nil && bench.queue.count == 0)
        #expect(collector.calls.count == 3)
        let call = try #require(collector.calls.first)
        #expect(call.url == "http://127.0.0.1:4318/v1/traces" && call.method == .post && call.deadline <= .seconds(10))
        #expect(call.headers.first?.0 == "api-key" && call.headers.first?.1.reveal() == "secret")
    }

    @Test(arguments: [0, 429, 502, 503, 504])
    func `stay while the collector is held up`(status: Int) async throws {
        let collector = ScriptedCollector(status, 200)
        end(600)

        let exporter = try exporter(collector)
        #expect(await exporter.send(within: .seconds(10)) != nil)

        #expect(bench.queue.count == 600 && collector.calls.count == 1)
        #expect(await exporter.send(within: .seconds(10)) == nil)
        #expect(bench.queue.count == 0)
    }

    @Test(arguments: [302, 400, 401, 413, 500])
    func `are dropped when they would be refused again`(status: Int) async throws {
        end(600)

        #expect(try await exporter(ScriptedCollector(status)).send(within: .seconds(10)) != nil)

        #expect(bench.queue.count == 600 - 512)
    }

    @Test func `hold nobody up longer than they may`() async throws {
        let collector = ScriptedCollector(200, takes: .seconds(2))
        end(2048)

        #expect(try await exporter(collector).send(within: .seconds(3)) == "it takes them too slowly")

        #expect(collector.calls.map(\.deadline) == [.seconds(3), .seconds(1)])
    }
}
