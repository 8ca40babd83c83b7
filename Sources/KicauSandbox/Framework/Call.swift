import Foundation
import HTTPTypes
import KicauCore

/// One request, its body already read.
struct Call: Sendable {
    let method: String
    /// As it was asked, still percent-encoded, without the query.
    let path: String
    /// What stands at each `{name}` of the route, decoded.
    var names: [String: String] = [:]
    let query: Pairs
    let rawQuery: String
    let headers: HTTPFields
    let body: Data
    /// When it arrived.
    let nowMs: Int64
    var twist: Twist

    /// A header by name, whatever its case.
    subscript(header name: String) -> String? {
        guard let field = HTTPField.Name(name) else { return nil }
        return headers[field]
    }

    /// The value at `{name}` in the route's pattern.
    subscript(name: String) -> String { names[name] ?? "" }

    var contentType: String { self[header: "content-type"] ?? "" }

    /// The body as JSON, when it is that.
    var json: JSONValue? { JSONValue(reading: body) }

    /// The fields of a form, urlencoded or multipart (its texts only).
    var form: Pairs {
        let type = contentType.lowercased()
        if type.hasPrefix("application/x-www-form-urlencoded") {
            return Pairs(encoded: String(decoding: body, as: UTF8.self))
        }
        if type.hasPrefix("multipart/form-data") {
            return Pairs(parts.filter { $0.fileName == nil }.map { Pairs.Pair(name: $0.name, value: $0.text) })
        }
        return Pairs()
    }

    /// The parts of a multipart body.
    var parts: [Part] { Multipart.parts(of: body, contentType: contentType) }

    /// The token behind `Authorization: Bearer`.
    var bearer: String? { credential("bearer") }

    /// What stands behind a scheme in the Authorization header.
    func credential(_ scheme: String) -> String? {
        guard let value = self[header: "authorization"] else { return nil }
        let halves = value.split(separator: " ", maxSplits: 1)
        guard halves.count == 2, halves[0].lowercased() == scheme else { return nil }
        return halves[1].trimmingCharacters(in: .whitespaces)
    }

    /// Client id and secret from `Authorization: Basic`.
    var basic: (id: String, secret: String)? {
        guard let text = credential("basic"), let bytes = Data(base64Encoded: text) else { return nil }
        let halves = String(decoding: bytes, as: UTF8.self).split(separator: ":", maxSplits: 1)
        guard halves.count == 2 else { return nil }
        return (String(halves[0]), String(halves[1]))
    }
}

/// How long things take in this call: the settings, bent by the faults that fired.
struct Twist: Sendable, Hashable {
    var listingLagMs: Int64 = 0
    var processingMs: Int64 = 0
    var processing: Processing = .succeeds

    enum Processing: Sendable, Hashable { case succeeds, fails }
}
