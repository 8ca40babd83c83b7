import HTTPTypes
import Hummingbird
import KicauCore

/// Counts and times every request, by class: an address has ids in it, a class has none. The answer names the request as
/// the log does.
struct RequestCounts: RouterMiddleware {
    typealias Context = Visit

    let metrics: Metrics
    let clock: any TimeSource

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        let start = clock.steadyMs()
        let route = RouteClass(path: request.uri.path).rawValue
        do {
            var response = try await next(request, context)
            response.headers[.requestID] = context.id
            count(route, "\(response.status.code / 100)xx", since: start)
            return response
        } catch {
            // Nobody behind us made an answer of it: the framework will.
            count(route, (error as? any HTTPResponseError).map { "\($0.status.code / 100)xx" } ?? "5xx", since: start)
            throw error
        }
    }

    private func count(_ route: String, _ status: String, since start: Int64) {
        metrics.count(.requests, route, status)
        metrics.observe(.requestTime, route, value: .milliseconds(clock.steadyMs() - start))
    }
}

/// What kind of address it is.
enum RouteClass: String {
    case page, api, file, events, machine

    init(path: String) {
        let first = path.split(separator: "/").first ?? ""
        switch first {
        case "api": self = .api
        case "static", "media", "media-public": self = .file
        case "events": self = .events
        case "healthz", "readyz", "metrics": self = .machine
        default: self = .page
        }
    }
}
