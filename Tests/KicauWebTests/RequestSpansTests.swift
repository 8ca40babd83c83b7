import HTTPTypes
import Hummingbird
import HummingbirdTesting
import InMemoryTracing
import KicauTesting
import Testing
import Tracing

@testable import KicauWeb

@Suite("The span of a request")
struct RequestSpansTests {
    private func spans(
        _ method: HTTPRequest.Method = .get, _ path: String, _ headers: HTTPFields = [:]
    ) async throws -> [FinishedInMemorySpan] {
        let tracer = InMemoryTracer()
        let router = try Browser.desk(of: try await World.flock()).router()
        try await Application(router: router).test(.router) { client in
            try await withTracer(tracer) {
                _ = try await client.execute(uri: path, method: method, headers: headers)
            }
        }
        return tracer.finishedSpans.filter { $0.kind == .server }
    }

    @Test func `has the route for its name, and the status`() async throws {
        let span = try #require(try await spans(.get, "/api/v1/posts/42?text=rahasia").first)

        #expect(span.operationName == "GET /api/v1/posts/{id}")
        #expect(span.attributes.get("http.route") == .string("/api/v1/posts/{id}"))
        #expect(span.attributes.get("http.response.status_code") == .int64(401))
        #expect(!"\(span.attributes)".contains("42") && !"\(span.attributes)".contains("rahasia"))
    }

    @Test func `names neither an address that is no route nor a method that is none`() async throws {
        let method = try #require(HTTPRequest.Method("RAHASIA"))

        let page = try #require(try await spans(.get, "/ayu-was-here").first)
        let odd = try #require(try await spans(method, "/posts").first)

        #expect(page.operationName == "GET" && page.attributes.get("http.route") == nil)
        #expect(odd.operationName == "_OTHER")
    }

    @Test func `goes on with the trace of who calls the API, and not of who opens a page`() async throws {
        let headers: HTTPFields = [
            try #require(HTTPField.Name(InMemoryTracer.traceIDKey)): "theirs",
            try #require(HTTPField.Name(InMemoryTracer.spanIDKey)): "one",
        ]

        let call = try #require(try await spans(.get, "/api/v1/posts", headers).first)
        let page = try #require(try await spans(.get, "/sign-in", headers).first)

        #expect(call.traceID == "theirs" && call.parentSpanID == "one")
        #expect(page.traceID != "theirs" && page.parentSpanID == nil)
    }

    @Test(arguments: ["/healthz", "/readyz", "/metrics", "/static/0/none.css"])
    func `is not made for probes and files`(path: String) async throws {
        #expect(try await spans(.get, path).isEmpty)
    }
}
