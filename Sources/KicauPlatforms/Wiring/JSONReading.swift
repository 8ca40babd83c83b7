import Foundation
import KicauCore

extension Reply {
    /// The body as JSON; nil when it is something else (a proxy's HTML page, an answer that was cut).
    var json: JSONValue? { JSONValue(reading: Data(body)) }

    var isSuccess: Bool { (200..<300).contains(status) }

    /// The platform's own words as the post's page shows them.
    var words: String { Words.cut(text) }
}

extension JSONValue {
    /// Follows keys from object to object.
    func at(_ path: String...) -> JSONValue? {
        path.reduce(Optional(self)) { value, key in value?[key] }
    }

    /// An object without the members that are nil.
    static func members(_ pairs: [(String, JSONValue?)]) -> JSONValue {
        .object(Dictionary(pairs.compactMap { key, value in value.map { (key, $0) } }, uniquingKeysWith: { _, b in b }))
    }
}

/// Texts from outside, cut to what we keep.
enum Words {
    static let limit = 2000

    static func cut(_ text: String) -> String {
        text.utf8.count <= limit ? text : String(text.prefix(limit))
    }
}
