import Foundation
import KicauCore

/// The authorisation page of a Meta network: the common desk, with what is Meta's own around it.
struct GraphDesk: Sendable {
    let desk: AuthorisationDesk
    private let inner: Routes

    init(_ desk: AuthorisationDesk) {
        self.desk = desk
        var inner = Routes()
        desk.addRoutes(to: &inner)
        self.inner = inner
    }

    /// Meta ends the address it sends people back to with `#_`, which is no part of the code.
    func addRoutes(to routes: inout Routes) {
        routes.on("GET", desk.path, at: .page) { call in Self.marked(try await pass(call)) }
        routes.on("POST", desk.path, at: .page) { call in Self.marked(try await pass(call)) }
    }

    func pass(_ call: Call) async throws -> Reply {
        guard let (route, _) = inner.match(call.method, desk.path) else { return .empty(405) }
        return try await route.handler(call)
    }

    static func marked(_ reply: Reply) -> Reply {
        var marked = reply
        marked.headers = reply.headers.map { header in
            guard header.name == "Location", header.value.contains("code=") else { return header }
            return Reply.Header(name: header.name, value: header.value + "#_")
        }
        return marked
    }
}
