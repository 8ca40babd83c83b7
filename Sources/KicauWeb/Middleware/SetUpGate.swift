import HTTPTypes
import Hummingbird
import KicauCore
import Synchronization

/// Leads everybody to set-up until there is an owner.
struct SetUpGate: RouterMiddleware {
    typealias Context = Visit

    let needsSetUp: @Sendable () async throws -> Bool
    /// Once there is an owner there always is: then nobody is asked any more.
    private let isDone = Flag()

    init(needsSetUp: @escaping @Sendable () async throws -> Bool) { self.needsSetUp = needsSetUp }

    func handle(
        _ request: Request, context: Visit, next: (Request, Visit) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if isDone.isRaised || SetUpGate.isOpen(path) { return try await next(request, context) }
        guard try await needsSetUp() else {
            isDone.raise()
            return try await next(request, context)
        }
        return .seeOther("/set-up")
    }

    private static func isOpen(_ path: String) -> Bool {
        path == "/set-up" || path == "/language"
    }
}

/// Goes up once.
private final class Flag: Sendable {
    private let raised = Atomic(false)
    var isRaised: Bool { raised.load(ordering: .relaxed) }
    func raise() { raised.store(true, ordering: .relaxed) }
}
