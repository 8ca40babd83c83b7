import Foundation
import KicauCore

/// Which part of a timeline is asked for.
struct XWindow: Sendable, Hashable {
    var size = 10
    private var above: Int64 = 0
    private var below = Int64.max
    private var fromMs = Int64.min
    private var toMs = Int64.max
    private var leavesOutReplies = false

    init(_ query: Pairs, refused: (XTrouble) -> Refused) throws {
        if let text = query["max_results"] {
            guard let wanted = Int(text), (5...100).contains(wanted) else {
                throw refused(.invalid(parameter: "max_results", value: text, message: "It must be from 5 to 100."))
            }
            size = wanted
        }
        above = try Self.id(query, "since_id", refused) ?? 0
        below = try Self.id(query, "until_id", refused) ?? Int64.max
        fromMs = try Self.time(query, "start_time", refused) ?? Int64.min
        toMs = try Self.time(query, "end_time", refused) ?? Int64.max
        for word in (query["exclude"] ?? "").split(separator: ",") {
            guard word == "replies" || word == "retweets" else {
                throw refused(.invalid(parameter: "exclude", value: String(word), message: "replies or retweets"))
            }
            leavesOutReplies = leavesOutReplies || word == "replies"
        }
        if let token = query["pagination_token"] {
            guard let place = Self.place(of: token) else {
                throw refused(.invalid(parameter: "pagination_token", value: token, message: "This is not a page."))
            }
            below = min(below, place)
        }
    }

    func holds(_ post: LivePost) -> Bool {
        guard let id = Int64(post.id), id > above, id < below else { return false }
        guard post.createdAtMs >= fromMs, post.createdAtMs < toMs else { return false }
        switch post.kind {
        case .reply, .comment: return !leavesOutReplies
        case .post: return true
        }
    }

    /// The page that goes on below a post.
    static func token(below id: String) -> String { "7140" + (Int64(id).map { String($0, radix: 36) } ?? id) }

    private static func place(of token: String) -> Int64? {
        guard token.hasPrefix("7140") else { return nil }
        return Int64(token.dropFirst(4), radix: 36)
    }

    private static func id(_ query: Pairs, _ name: String, _ refused: (XTrouble) -> Refused) throws -> Int64? {
        guard let text = query[name] else { return nil }
        guard let id = Int64(text), id >= 0 else {
            throw refused(.invalid(parameter: name, value: text, message: "[\(name)] is not an id."))
        }
        return id
    }

    private static func time(_ query: Pairs, _ name: String, _ refused: (XTrouble) -> Refused) throws -> Int64? {
        guard let text = query[name] else { return nil }
        for hasFractions in [false, true] {
            let style = Date.ISO8601FormatStyle(includingFractionalSeconds: hasFractions)
            let date = try? style.parse(text)  // not this form: the other is tried
            if let date { return Int64(date.timeIntervalSince1970 * 1000) }
        }
        throw refused(.invalid(parameter: name, value: text, message: "[\(name)] is not an RFC 3339 time."))
    }
}
