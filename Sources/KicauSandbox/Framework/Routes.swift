import Foundation

/// A network's routes. The first registered that fits is taken, so write the more special ones first.
struct Routes: Sendable {
    typealias Handler = @Sendable (Call) async throws -> Reply
    typealias Placing = @Sendable (Call) -> Place

    struct Route: Sendable {
        let method: String
        let pattern: [Substring]
        let placing: Placing
        let handler: Handler
    }

    private(set) var all: [Route] = []

    /// Adds a route. In the pattern, `{name}` stands for one segment and `{name*}` for all that follow.
    mutating func on(_ method: String, _ pattern: String, at place: Place, _ handler: @escaping Handler) {
        on(method, pattern, placing: { _ in place }, handler)
    }

    /// Adds a route whose place among the faults depends on the call itself.
    mutating func on(
        _ method: String, _ pattern: String, placing: @escaping Placing, _ handler: @escaping Handler
    ) {
        let pieces = pattern.split(separator: "/", omittingEmptySubsequences: true)
        all.append(Route(method: method, pattern: pieces, placing: placing, handler: handler))
    }

    /// The route for this method and path, and what stands at its names.
    func match(_ method: String, _ path: String) -> (route: Route, names: [String: String])? {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        for route in all where route.method == method {
            if let names = Self.names(segments, in: route.pattern) { return (route, names) }
        }
        return nil
    }

    /// Whether the path is known under another method.
    func knows(_ path: String) -> Bool {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        return all.contains { Self.names(segments, in: $0.pattern) != nil }
    }

    private static func names(_ segments: [Substring], in pattern: [Substring]) -> [String: String]? {
        var names: [String: String] = [:]
        for (index, piece) in pattern.enumerated() {
            if piece.hasSuffix("*}") {
                guard index <= segments.count else { return nil }
                names[String(piece.dropFirst().dropLast(2))] = decoded(segments[index...].joined(separator: "/"))
                return names
            }
            guard index < segments.count else { return nil }
            if piece.hasPrefix("{"), piece.hasSuffix("}") {
                names[String(piece.dropFirst().dropLast())] = decoded(String(segments[index]))
            } else if piece != segments[index] {
                return nil
            }
        }
        return segments.count == pattern.count ? names : nil
    }

    private static func decoded(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
