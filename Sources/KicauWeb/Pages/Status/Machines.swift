import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish

/// What machines ask: load balancers, supervisors, Prometheus.
extension Desk {
    /// Do we live? Nothing else is asked: a supervisor restarts what says no.
    func healthz(_ request: Request, _ visit: Visit) async throws -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: "ok")))
    }

    /// Shall traffic come here? 503 names what is not ready.
    func readyz(_ request: Request, _ visit: Visit) async throws -> Response {
        let readiness = await house.operations.readiness()
        let object: [String: JSONValue] = [
            "ready": .bool(readiness.isReady), "not_ready": .array(readiness.notReady.map { .string($0.rawValue) }),
            "version": .string(house.settings.version),
        ]
        return .json(JSONValue.object(object).bytes, status: readiness.isReady ? .ok : .serviceUnavailable)
    }

    func metrics(_ request: Request, _ visit: Visit) async throws -> Response {
        try MetricsGate(access: house.settings.metrics).open(for: request, from: visit.remote)
        return Response(
            status: .ok, headers: [.contentType: Exposition.contentType, .cacheControl: "no-store"],
            body: .init(byteBuffer: .init(string: await house.operations.exposition())))
    }
}

/// Decides who may read the metrics.
struct MetricsGate: Sendable {
    let access: WebSettings.MetricsAccess

    /// `peer` is the other end of the connection, whatever a header says.
    func open(for request: Request, from peer: String) throws(Problem) {
        switch access {
        case .off: throw .noSuchPage
        case .local:
            // Through a proxy on this machine everybody seems to be here.
            guard MetricsGate.isHere(peer), !MetricsGate.proxied.contains(where: { request.headers[$0] != nil }) else {
                throw Problem(
                    .notAllowed, "The metrics are for programs on the server's own machine.",
                    do: "Ask from there, or set metrics to a token.", field: "metrics")
            }
        case .token(let token):
            guard let shown = request.headers[.authorization], MetricsGate.isSame(shown, "Bearer " + token.reveal())
            else {
                throw Problem(
                    .badKey, "The metrics need their token.",
                    do: "Send the token of the setting metrics as Authorization: Bearer.", field: "metrics")
            }
        }
    }

    private static let proxied = [HTTPField.Name.forwardedFor, .named("forwarded"), .named("via")]

    private static func isHere(_ peer: String) -> Bool {
        peer == "::1" || peer.hasPrefix("127.") || peer.hasPrefix("::ffff:127.")
    }

    /// Takes as long for the first byte wrong as for the last.
    private static func isSame(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        guard a.count == b.count else { return false }
        return zip(a, b).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
