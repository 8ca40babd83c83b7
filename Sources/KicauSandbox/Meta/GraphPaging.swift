import KicauCore

/// One page of an edge, newest first, with cursors and the address of the next page.
struct GraphPaging: Hashable, Sendable {
    struct Row: Hashable, Sendable {
        let id: String
        let createdMs: Int64
    }

    enum Direction: Hashable, Sendable { case newestFirst, oldestFirst }

    let limit: Int
    let since: Int64?
    let until: Int64?
    let after: String?
    let before: String?
    var direction = Direction.newestFirst

    /// An empty parameter counts as absent: the collection of Threads sends them so.
    init(_ parameters: [String: String], usual: Int = 25, most: Int = 100) throws(GraphError) {
        limit = try Self.limit(parameters["limit"], usual: usual, most: most)
        since = try Self.instant(parameters, "since")
        until = try Self.instant(parameters, "until")
        after = try Self.cursor(parameters, "after")
        before = try Self.cursor(parameters, "before")
    }

    private static func limit(_ text: String?, usual: Int, most: Int) throws(GraphError) -> Int {
        guard let text, !text.isEmpty else { return usual }
        guard let limit = Int(text), limit >= 0 else { throw .parameter("limit", "limit must be a number") }
        return min(limit, most)
    }

    private static func instant(_ parameters: [String: String], _ name: String) throws(GraphError) -> Int64? {
        guard let text = parameters[name], !text.isEmpty else { return nil }
        guard let instant = GraphTime.milliseconds(text) else { throw .parameter(name, "\(name) is not a time") }
        return instant
    }

    private static func cursor(_ parameters: [String: String], _ name: String) throws(GraphError) -> String? {
        guard let text = parameters[name], !text.isEmpty else { return nil }
        guard let id = GraphCursor.id(text) else { throw .parameter(name, "Invalid cursors values were passed") }
        return id
    }

    struct Page: Hashable, Sendable {
        let ids: [String]
        let hasMore: Bool
    }

    func page(of rows: [Row]) -> Page {
        let within = rows.filter { row in
            // `since` names a second: a row of that very second is in.
            since.map { row.createdMs >= $0 } ?? true && until.map { row.createdMs < $0 + 1000 } ?? true
        }
        let sorted = within.sorted { ($0.createdMs, $0.id) > ($1.createdMs, $1.id) }
        var ordered = direction == .newestFirst ? sorted : sorted.reversed()
        if let after, let index = ordered.firstIndex(where: { $0.id == after }) {
            ordered = Array(ordered[(index + 1)...])
        }
        if let before, let index = ordered.firstIndex(where: { $0.id == before }) {
            ordered = Array(ordered[..<index].suffix(limit))
        }
        return Page(ids: ordered.prefix(limit).map(\.id), hasMore: ordered.count > limit)
    }

    /// The `paging` member; nil when the page is empty, as Graph leaves it out.
    static func member(_ page: Page, next: (String) -> String) -> JSONValue? {
        guard let first = page.ids.first, let last = page.ids.last else { return nil }
        let after = GraphCursor.text(last)
        var paging: [String: JSONValue] = [
            "cursors": .object(["before": .string(GraphCursor.text(first)), "after": .string(after)])
        ]
        if page.hasMore { paging["next"] = .string(next(after)) }
        return .object(paging)
    }
}

/// Cursors are opaque to a caller: the id in hexadecimal behind a mark.
enum GraphCursor {
    private static let mark = "QVFI"

    static func text(_ id: String) -> String {
        mark + id.utf8.hex
    }

    static func id(_ text: String) -> String? {
        guard text.hasPrefix(mark) else { return nil }
        let digits = Array(text.dropFirst(mark.count))
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(digits[index...index + 1]), radix: 16) else { return nil }
            bytes.append(byte)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}
