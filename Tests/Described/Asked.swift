import Foundation
package import KicauCore

/// One call as a network sees it, taken apart for comparing.
package struct Asked: Sendable {
    /// A name that a call carries, with its value where it is a text or JSON.
    struct Field: Sendable {
        let name: String
        let value: JSONValue?
    }

    enum Body: Sendable {
        case none
        case bytes
        case form([Field])
        case multipart([Field])
        case json(JSONValue)
    }

    let method: String
    let host: String
    let path: String
    let query: [Field]
    let body: Body
    /// Names in lower case, without those that any HTTP call has.
    let headers: [String]

    package init(_ call: Call) {
        let address = URLComponents(string: call.url)
        method = call.method.rawValue
        host = address?.host ?? ""
        path = address?.percentEncodedPath ?? call.url
        let written = (address?.queryItems ?? []).map { Field(name: $0.name, value: $0.value.map(JSONValue.string)) }
        query = written + Self.fields(call.query)
        body = Self.body(call.body)
        headers = call.headers.map { $0.0.lowercased() }.filter { !Self.usual.contains($0) }
    }

    private var segments: [String] { path.split(separator: "/").map(String.init) }

    /// "v23.0" stands in front.
    var isVersioned: Bool {
        guard let first = segments.first, first.first == "v", first.count > 1 else { return false }
        return first.dropFirst().allSatisfy { $0.isNumber || $0 == "." }
    }

    /// The address in parts, without a version in front.
    var way: [String] { Array(segments.dropFirst(isVersioned ? 1 : 0)) }

    private static let usual: Set = ["authorization", "content-type", "accept", "user-agent", "dpop"]

    private static func fields(_ pairs: [(String, String)]) -> [Field] {
        pairs.map { Field(name: $0.0, value: .string($0.1)) }
    }

    private static func body(_ body: Call.Body) -> Body {
        switch body {
        case .none: .none
        case .bytes, .file: .bytes
        case .form(let pairs): .form(fields(pairs))
        case .multipart(let pairs, let files):
            .multipart(fields(pairs) + files.map { Field(name: $0.field, value: nil) })
        case .json(let value): .json(value)
        }
    }

    /// Every name of query, headers and body; those inside JSON with their way, "media.media_ids".
    var allNames: [String] {
        var names = query.map(\.name) + headers.map { "header " + $0 }
        switch body {
        case .none: break
        case .bytes: names.append("bytes")
        case .form(let fields), .multipart(let fields): names += fields.map(\.name)
        case .json(let value): names += Self.ways(in: value, below: "")
        }
        return names
    }

    private static func ways(in value: JSONValue, below place: String) -> [String] {
        switch value {
        case .object(let members):
            members.flatMap { name, value in
                let way = place.isEmpty ? name : place + "." + name
                return [way] + ways(in: value, below: way)
            }
        case .array(let items): items.flatMap { ways(in: $0, below: place) }
        case .null, .bool, .number, .integer, .string: []
        }
    }
}
