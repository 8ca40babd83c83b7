import Tracing

/// Where a span stands in its trace, as the W3C's `traceparent` header writes it (w3.org/TR/trace-context, 2021-11-23).
struct TraceContext: Sendable, Hashable {
    /// 32 and 16 digits of lower-case hex.
    let traceID: String
    let spanID: String
    let isSampled: Bool

    var header: String { "00-\(traceID)-\(spanID)-\(isSampled ? "01" : "00")" }

    init(traceID: String, spanID: String, isSampled: Bool) {
        self.traceID = traceID
        self.spanID = spanID
        self.isSampled = isSampled
    }

    /// Nil when it is no such header: then a trace of our own begins.
    init?(header: String) {
        let parts = header.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false).map(String.init)
        // Later versions may add parts behind; ff is none.
        guard parts.count >= 4, TraceContext.isHex(parts[0], 2), parts[0] != "ff",
            parts[0] != "00" || parts.count == 4, TraceContext.isID(parts[1], 32), TraceContext.isID(parts[2], 16),
            TraceContext.isHex(parts[3], 2), let flags = UInt8(parts[3], radix: 16)
        else { return nil }
        self.init(traceID: parts[1], spanID: parts[2], isSampled: flags & 1 == 1)
    }

    private static func isID(_ text: String, _ length: Int) -> Bool {
        isHex(text, length) && text.contains { $0 != "0" }
    }

    private static func isHex(_ text: String, _ length: Int) -> Bool {
        text.utf8.count == length && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}

extension InstrumentationContext {
    private enum Key: InstrumentationContextKey {
        typealias Value = TraceContext
    }

    var trace: TraceContext? {
        get { self[Key.self] }
        set { self[Key.self] = newValue }
    }
}
