import Testing

@testable import kicau

/// The examples of w3.org/TR/trace-context, section 3.2.2, and what they forbid.
@Suite("A traceparent header")
struct TraceContextTests {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let span = "00f067aa0ba902b7"

    @Test func `is read and written as it came`() throws {
        let header = "00-\(Self.trace)-\(Self.span)-01"

        let context = try #require(TraceContext(header: header))

        #expect(context == TraceContext(traceID: Self.trace, spanID: Self.span, isSampled: true))
        #expect(context.header == header)
        #expect(TraceContext(header: "00-\(Self.trace)-\(Self.span)-00")?.isSampled == false)
    }

    @Test func `of a later version is read as far as we know it`() {
        let later = TraceContext(header: "cc-\(Self.trace)-\(Self.span)-09-what-the-future-will-be-like")

        #expect(later == TraceContext(traceID: Self.trace, spanID: Self.span, isSampled: true))
    }

    @Test(arguments: [
        "", "-", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-1", "00-\(trace)-\(span)-01-more",
        "ff-\(trace)-\(span)-01", "0-\(trace)-\(span)-01", "00-\(trace)-\(span)-zz",
        "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-\(span)-01", "00-\(trace)ab-\(span)-01", "00-\(trace)-\(span)é-01",
    ])
    func `that is none begins a trace of our own`(header: String) {
        #expect(TraceContext(header: header) == nil)
    }
}
