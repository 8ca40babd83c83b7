import Foundation
import KicauCore

/// One call a Graph network knows: what it takes is data, so that it can be compared with the published specs.
struct GraphRoute: Sendable {
    typealias Handler = @Sendable (GraphCall) async throws -> JSONValue

    let method: String
    /// Without a version; `{name}` stands for one segment.
    let pattern: String
    /// Parameters beside those that every call may carry.
    let takes: Set<String>
    var files: Set<String> = []
    let place: Place
    /// For a call whose place depends on what it asks for.
    var placing: Routes.Placing?
    let handler: Handler
}

/// The calls of a Graph network. The first that fits is taken, so write the more special ones first.
struct GraphTable: Sendable {
    let routes: [GraphRoute]

    /// What any call may carry.
    static let always: Set<String> = [
        "access_token", "appsecret_proof", "appsecret_time", "fields", "locale", "pretty", "debug", "format",
        "suppress_http_code",
    ]
    /// What any edge that lists may carry. Meta's own libraries ask each for its summary, whether it has one or not.
    static let paging: Set<String> = ["limit", "after", "before", "since", "until", "summary"]

    static let newest = "v25.0"

    struct Match {
        let route: GraphRoute
        let version: String
        let names: [String: String]
    }

    func match(_ method: String, _ path: String) -> Match? {
        var segments = path.split(separator: "/").map { String($0).removingPercentEncoding ?? String($0) }
        var version = Self.newest
        if let first = segments.first, Self.isVersion(first) { version = segments.removeFirst() }
        for route in routes where route.method == method {
            if let names = Self.names(segments, route.pattern) {
                return Match(route: route, version: version, names: names)
            }
        }
        return nil
    }

    func place(of call: Call) -> Place {
        guard let route = match(call.method == "HEAD" ? "GET" : call.method, call.path)?.route else { return .read }
        return route.placing?(call) ?? route.place
    }

    /// `vNN.0`
    static func isVersion(_ segment: String) -> Bool {
        guard segment.first == "v" else { return false }
        let numbers = segment.dropFirst().split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 2 && numbers.allSatisfy { Int($0) != nil }
    }

    private static func names(_ segments: [String], _ pattern: String) -> [String: String]? {
        let pieces = pattern.split(separator: "/")
        guard pieces.count == segments.count else { return nil }
        var names: [String: String] = [:]
        for (piece, segment) in zip(pieces, segments) {
            if piece.hasPrefix("{") {
                names[String(piece.dropFirst().dropLast())] = segment
            } else if piece != segment {
                return nil
            }
        }
        return names
    }

    /// Graph passes over what it does not know; a rehearsal says so, or a misspelt name would never be found out.
    static func unknown(in call: GraphCall, to route: GraphRoute) -> GraphError? {
        var known = route.takes.union(always)
        if route.method == "GET" { known.formUnion(paging) }
        let names = call.parameters.keys.map { $0.split(separator: "[").first.map(String.init) ?? $0 }
        if let stray = names.filter({ !known.contains($0) }).min() {
            return .parameter(stray, "Unknown parameter: \(stray)")
        }
        if let stray = call.files.keys.filter({ !route.files.contains($0) }).min() {
            return .parameter(stray, "Unknown file: \(stray)")
        }
        return nil
    }
}
