/// One request's worth of spans: OTLP's ExportTraceServiceRequest.
struct SpanBatch: Encodable, Sendable {
    let resourceSpans: [ResourceSpans]

    struct ResourceSpans: Encodable, Sendable {
        let resource: Resource
        let scopeSpans: [ScopeSpans]
    }

    struct Resource: Encodable, Sendable {
        let attributes: [SpanFact]
    }

    struct ScopeSpans: Encodable, Sendable {
        let scope: Scope
        let spans: [EndedSpan]
    }

    struct Scope: Encodable, Sendable {
        let name: String
        let version: String
    }

    /// Nothing at all, which a collector takes as well: a question whether it is there.
    static let empty = SpanBatch(resourceSpans: [])

    /// `source` says which program and which of its processes they come from.
    init(_ spans: [EndedSpan], from source: [String: String], version: String) {
        let facts = source.sorted { $0.key < $1.key }.map { SpanFact($0.key, $0.value) }
        self.init(resourceSpans: [
            ResourceSpans(
                resource: Resource(attributes: facts),
                scopeSpans: [ScopeSpans(scope: Scope(name: "kicau", version: version), spans: spans)])
        ])
    }

    private init(resourceSpans: [ResourceSpans]) { self.resourceSpans = resourceSpans }
}
