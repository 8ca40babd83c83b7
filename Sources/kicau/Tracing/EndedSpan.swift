import Tracing

/// A span as OTLP's JSON encoding has it: ids in hex, enumerations as numbers, 64-bit numbers as texts.
/// Source: opentelemetry.io/docs/specs/otlp, "JSON Protobuf Encoding", and trace.proto of OTLP 1.x; read 2026-11-26.
struct EndedSpan: Encodable, Sendable {
    let traceId: String
    let spanId: String
    let parentSpanId: String?
    let name: String
    let kind: Int
    let startTimeUnixNano: String
    let endTimeUnixNano: String
    let attributes: [SpanFact]
    let status: Status

    struct Status: Encodable, Sendable {
        /// 0 unset, 1 ok, 2 error.
        let code: Int
    }

    init(_ state: OTLPSpan.State, _ own: TraceContext, _ parentID: String?, _ kind: SpanKind, ended: UInt64) {
        traceId = own.traceID
        spanId = own.spanID
        parentSpanId = parentID
        name = state.name
        self.kind = EndedSpan.number(kind)
        startTimeUnixNano = String(state.begun)
        // The wall clock may have been put back meanwhile.
        endTimeUnixNano = String(max(state.begun, ended))
        attributes = EndedSpan.facts(state.attributes)
        status = Status(code: EndedSpan.number(state.status))
    }

    private static func facts(_ attributes: SpanAttributes) -> [SpanFact] {
        var facts: [SpanFact] = []
        attributes.forEach { key, value in
            if let fact = SpanFact(key, value) { facts.append(fact) }
        }
        return facts.sorted { $0.key < $1.key }
    }

    private static func number(_ kind: SpanKind) -> Int {
        switch kind {
        case .internal: 1
        case .server: 2
        case .client: 3
        case .producer: 4
        case .consumer: 5
        }
    }

    private static func number(_ status: SpanStatus?) -> Int {
        switch status?.code {
        case nil: 0
        case .ok: 1
        case .error: 2
        }
    }
}

/// A key and a value of one of OTLP's kinds.
struct SpanFact: Encodable, Sendable {
    let key: String
    let value: Value

    struct Value: Encodable, Sendable {
        var stringValue: String?
        var intValue: String?
        var boolValue: Bool?
        var doubleValue: Double?
    }

    init(_ key: String, _ text: String) {
        self.key = key
        value = Value(stringValue: text)
    }

    /// Nil for what we never set, lists above all.
    init?(_ key: String, _ attribute: SpanAttribute) {
        self.key = key
        switch attribute {
        case .string(let text): value = Value(stringValue: text)
        case .int32(let number): value = Value(intValue: String(number))
        case .int64(let number): value = Value(intValue: String(number))
        case .bool(let flag): value = Value(boolValue: flag)
        case .double(let number): value = Value(doubleValue: number)
        default: return nil  // the library forbids to name all of its cases
        }
    }
}
