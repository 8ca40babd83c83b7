import Foundation
import KicauCore
import KicauStore
import Synchronization
import Testing
import Tracing

@testable import kicau

/// A tracer whose ids count up, and what it made.
struct TracerBench {
    let metrics = Metrics()
    let queue: SpanQueue
    let tracer: OTLPTracer

    private final class Counter: Sendable {
        let last = Mutex<UInt64>(0)
    }

    init(most: Int = 2048, sampling: Sampling = .all) {
        let counter = Counter()
        queue = SpanQueue(most: most, metrics: metrics)
        tracer = OTLPTracer(queue: queue, sampling: sampling) {
            counter.last.withLock {
                $0 += 1
                return $0
            }
        }
    }

    struct Moment: TracerInstant {
        let nanosecondsSinceEpoch: UInt64
        static func < (one: Moment, other: Moment) -> Bool { one.nanosecondsSinceEpoch < other.nanosecondsSinceEpoch }
    }

    func begin(_ name: String, in context: InstrumentationContext = .topLevel, at nanoseconds: UInt64 = 1) -> OTLPSpan {
        tracer.startSpan(name, context: context, ofKind: .client, at: Moment(nanosecondsSinceEpoch: nanoseconds))
    }

    func dropped() -> Double? {
        metrics.samples().compactMap { sample in
            if sample.labels == ["no-room"], case .number(let number) = sample.value { number } else { nil }
        }.first
    }
}

@Suite("A span")
struct TracerTests {
    @Test func `looks as OTLP's JSON has it`() throws {
        let bench = TracerBench()
        let parent = bench.begin("turn")
        let span = bench.begin("GET", in: parent.context, at: 1_764_115_200_000_000_001)
        span.updateAttributes {
            $0["kicau.delivery"] = 9_007_199_254_740_993
            $0["kicau.network"] = "mastodon"
            $0["flag"] = true
        }
        span.setStatus(.init(code: .error, message: "not shown"))
        span.end(at: TracerBench.Moment(nanosecondsSinceEpoch: 1_764_115_200_500_000_000))

        let batch = SpanBatch(bench.queue.first(9), from: ["service.name": "kicau"], version: "1.2.3")

        // Written by hand after opentelemetry-proto's examples/trace.json and "JSON Protobuf Encoding".
        #expect(
            try JSONText.encode(batch)
                == #"{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"kicau"}}]},"#
                + #""scopeSpans":[{"scope":{"name":"kicau","version":"1.2.3"},"spans":[{"attributes":["#
                + #"{"key":"flag","value":{"boolValue":true}},"#
                + #"{"key":"kicau.delivery","value":{"intValue":"9007199254740993"}},"#
                + #"{"key":"kicau.network","value":{"stringValue":"mastodon"}}],"#
                + #""endTimeUnixNano":"1764115200500000000","kind":3,"name":"GET","parentSpanId":"0000000000000003","#
                + #""spanId":"0000000000000004","startTimeUnixNano":"1764115200000000001","status":{"code":2},"#
                + #""traceId":"00000000000000010000000000000002"}]}]}]}"#)
        #expect(try JSONText.encode(SpanBatch.empty) == #"{"resourceSpans":[]}"#)
    }

    @Test func `names the kind of an error and none of its words`() throws {
        let bench = TracerBench()
        let span = bench.begin("delivery")
        span.recordError(Problem(.overBudget, "Ayu's post would cost $3.", do: "Pay."))
        span.end()

        let text = try JSONText.encode(bench.queue.first(1))

        #expect(text.contains(#"{"key":"error.type","value":{"stringValue":"over-budget"}}"#))
        #expect(!text.contains("Ayu"))
    }

    @Test func `ends once, and not before it began`() {
        let bench = TracerBench()
        let span = bench.begin("turn", at: 50)
        span.end(at: TracerBench.Moment(nanosecondsSinceEpoch: 40))
        span.end()

        #expect(bench.queue.first(9).map(\.endTimeUnixNano) == ["50"])
        #expect(!span.isRecording)
    }

    @Test func `of a trace that is not kept costs no room, and neither do those under it`() {
        let bench = TracerBench(sampling: Sampling(share: 0, followsParent: true))
        let parent = bench.begin("turn")
        let child = bench.begin("delivery", in: parent.context)
        child.end()
        parent.end()

        #expect(bench.queue.count == 0 && !child.isRecording)
    }

    @Test func `goes on with the trace of a header, and writes one`() {
        let bench = TracerBench()
        var context = InstrumentationContext.topLevel
        let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        bench.tracer.extract(["traceparent": header], into: &context, using: Headers())
        bench.begin("GET /api/v1/posts", in: context).end()
        var carrier: [String: String] = [:]
        bench.tracer.inject(context, into: &carrier, using: Headers())

        let span = bench.queue.first(1).first
        #expect(span?.traceId == "4bf92f3577b34da6a3ce929d0e0e4736" && span?.parentSpanId == "00f067aa0ba902b7")
        #expect(carrier == ["traceparent": header])
    }

    private struct Headers: Extractor, Injector {
        func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
        func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) { carrier[key] = value }
    }

    @Test func `that finds the queue full is dropped and counted`() {
        let bench = TracerBench(most: 3)

        for number in 1...5 { bench.begin("span \(number)").end() }

        #expect(bench.queue.first(9).map(\.name) == ["span 1", "span 2", "span 3"])
        #expect(bench.dropped() == 2)
        bench.queue.takeOff(2)
        bench.begin("span 6").end()
        #expect(bench.queue.first(9).map(\.name) == ["span 3", "span 6"])
    }
}
