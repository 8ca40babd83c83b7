import InMemoryTracing
import KicauCore
import KicauStore
import KicauTesting
import Testing
import Tracing

@testable import KicauPublish

@Suite("The trace of a delivery")
struct TraceTests {
    private func spans(_ work: (World) async throws -> Void) async throws -> [FinishedInMemorySpan] {
        let tracer = InMemoryTracer()
        let world = try await World.flock()
        try await withTracer(tracer) { try await work(world) }
        return tracer.finishedSpans.filter { $0.operationName != "database write" }
    }

    private func only(_ name: String, of spans: [FinishedInMemorySpan]) throws -> FinishedInMemorySpan {
        let found = spans.filter { $0.operationName == name }
        try #require(found.count == 1, "\(name) is there \(found.count) times")
        return found[0]
    }

    @Test func `leads from the turn over the delivery and its commit to the network's call`() async throws {
        var delivery: DeliveryID?
        let spans = try await spans { world in
            delivery = try await world.schedule("Kopi pagi", in: .zero)
            await world.work()
        }

        let turn = try only("turn", of: spans)
        let carried = try only("delivery", of: spans)
        let commit = try only("commit", of: spans)
        let call = try only("POST", of: spans)
        #expect(turn.parentSpanID == nil && turn.attributes.get("kicau.claims.send") == .int64(1))
        #expect(carried.parentSpanID == turn.spanID && commit.parentSpanID == carried.spanID)
        #expect(call.parentSpanID == commit.spanID && call.kind == .client)
        #expect(Set(spans.map(\.traceID)) == [turn.traceID])
        let number = try #require(delivery)
        #expect(commit.attributes.get("kicau.delivery") == .int64(number.raw))
        #expect(commit.attributes.get("kicau.network") == .string("x"))
        #expect(commit.attributes.get("kicau.part") == .int64(0))
        #expect(commit.attributes.get("kicau.outcome") == .string("published"))
        #expect(call.attributes.get("http.response.status_code") == .int64(201))
    }

    @Test func `has nothing of the post, the account or the address in it`() async throws {
        let spans = try await spans { world in
            _ = try await world.schedule("Kopi pagi", in: .zero)
            await world.work()
        }

        let told = spans.map { "\($0.operationName) \($0.attributes)" }.joined()
        for secret in ["Kopi", "ayu", "Ayu", "fake:", "token"] { #expect(!told.contains(secret), "\(secret)") }
    }

    @Test func `shows a look, and what it found`() async throws {
        let spans = try await spans { world in
            world.network.twist(.takenThenSilent)
            _ = try await world.schedule("Kopi pagi", in: .zero)
            try await world.advance(by: .minutes(5))
        }

        let commit = try only("commit", of: spans)
        #expect(commit.attributes.get("kicau.outcome") == .string("unknown"))
        let look = try #require(spans.last { $0.operationName == "look" })
        #expect(look.attributes.get("kicau.outcome") == .string("found"))
        #expect(spans.contains { $0.operationName == "GET" && $0.parentSpanID == look.spanID })
    }

    @Test func `is silent about turns that claimed nothing`() async throws {
        let spans = try await spans { await $0.work() }

        #expect(spans.isEmpty)
    }
}

@Suite("The span of a call to a network")
struct NetworkSpanTests {
    private func host(of call: Call) -> SpanAttribute? {
        let tracer = InMemoryTracer()
        withTracer(tracer) { NetworkSpan(call, unit: MeterUnit("read"), to: "bluesky").ended(with: 200) }
        return tracer.finishedSpans.first?.attributes.get("server.address")
    }

    @Test func `names the host, and not where it is somebody's handle`() {
        #expect(host(of: Call(.get, "https://ayu@pds.example:8443/xrpc/x?token=1")) == .string("pds.example"))
        #expect(host(of: Call(.get, "https://ayu.example/.well-known/atproto-did", hostIsHandle: true)) == nil)
        #expect(host(of: Call(.get, "https://ayu.example", hostIsHandle: true).within(.seconds(1))) == nil)
    }

    @Test func `says that no answer came`() {
        let tracer = InMemoryTracer()
        withTracer(tracer) {
            NetworkSpan(Call(.get, "https://a.example"), unit: MeterUnit("read"), to: "x").ended(without: "lost")
        }

        #expect(tracer.finishedSpans.first?.attributes.get("error.type") == .string("lost"))
        #expect(tracer.finishedSpans.first?.status?.code == .error)
    }
}
