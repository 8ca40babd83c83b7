import HTTPTypes
import Hummingbird
import Tracing

/// A span for each request to a page or the API, up to the head of its answer: method, route and status.
///
/// Hummingbird's own shows addresses with their ids and queries, and the browser that asked.
struct RequestSpans: RouterMiddleware {
    typealias Context = Visit

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        let route = RouteClass(path: request.uri.path)
        guard route.isTraced else { return try await next(request, context) }
        let span = startSpan(request.method.known, context: before(request, route), ofKind: .server)
        defer { span.end() }
        do {
            let response = try await InstrumentationContext.$current.withValue(span.context) {
                try await next(request, context)
            }
            describe(span, request, context, status: Int(response.status.code))
            return response
        } catch {
            // Nobody behind us made an answer of it: the framework will.
            let status = (error as? any HTTPResponseError).map { Int($0.status.code) } ?? 500
            describe(span, request, context, status: status)
            throw error
        }
    }

    /// Programs that call the API may go on with their own trace. A browser's say would be any stranger's.
    private func before(_ request: Request, _ route: RouteClass) -> InstrumentationContext {
        var context = InstrumentationContext.topLevel
        guard route == .api else { return context }
        InstrumentationSystem.instrument.extract(request.headers, into: &context, using: HeaderExtractor())
        return context
    }

    private func describe(_ span: any Span, _ request: Request, _ context: Visit, status: Int) {
        guard span.isRecording else { return }
        let route = context.endpointPath == RequestSpans.noRoute ? nil : context.endpointPath
        if let route { span.operationName = "\(request.method.known) \(route)" }
        span.updateAttributes {
            $0["http.request.method"] = request.method.known
            $0["http.route"] = route
            $0["http.response.status_code"] = status
        }
        if status >= 500 { span.setStatus(.init(code: .error)) }
    }

    /// The router's own word.
    private static let noRoute = "NotFound"
}

private struct HeaderExtractor: Extractor {
    func extract(key: String, from headers: HTTPFields) -> String? {
        HTTPField.Name(key).flatMap { headers[$0] }
    }
}

extension RouteClass {
    /// Files and probes would only fill a collector, and a stream of events has no end to speak of.
    fileprivate var isTraced: Bool {
        switch self {
        case .page, .api: true
        case .file, .events, .machine: false
        }
    }
}

extension HTTPRequest.Method {
    /// Whoever asks may write any word here.
    fileprivate var known: String {
        let all: Set<HTTPRequest.Method> = [.get, .head, .post, .put, .patch, .delete, .options]
        return all.contains(self) ? rawValue : "_OTHER"
    }
}
