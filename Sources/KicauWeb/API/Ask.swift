import Foundation
import HTTPTypes
import Hummingbird
import KicauCore
import NIOCore

/// A request to the API, read and checked.
struct Ask: Sendable {
    let caller: Caller
    let voice: Voice
    let parameters: Parameters
    let query: Form
    let body: Content
    /// Names what a plan is made once for: the same for the same request with the same key.
    let planKey: String

    enum Content: Sendable {
        case none
        case json(JSONValue)
        /// A picture, streamed to disk.
        case file(String)
    }

    /// A row's number out of the path. - Throws: `.notFound`.
    func number<Of>(of kind: Of.Type) throws(Problem) -> ID<Of> {
        guard let text = parameters.get("id"), let id = ID<Of>(text) else { throw .noSuchAddress }
        return id
    }

    /// A picture's name out of the path. - Throws: `.notFound`.
    func sha256() throws(Problem) -> String {
        guard let text = parameters.get("sha256"), Shape.Form.sha256.fits(text) else { throw .noSuchAddress }
        return text
    }

    /// The JSON body, whose shape was checked already.
    func decoded<Content: Decodable>(_ type: Content.Type) throws -> Content {
        guard case .json(let value) = body else { throw Ask.unreadable }
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(type, from: Data(value.bytes))
    }

    func instant(_ name: String) throws(Problem) -> Instant? {
        guard let text = query.filled(name) else { return nil }
        guard let instant = Timestamp.instant(text) else {
            throw Problem(
                .badDate, "\"\(String(text.prefix(40)))\" is not a moment.",
                do: "Write it like 2026-12-01T02:00:00Z.", field: name)
        }
        return instant
    }

    static let unreadable = Problem(
        .badInput, "The body is no JSON that can be read.", do: "Send one JSON object, as UTF-8.")
}

extension Problem {
    static var noSuchAddress: Problem {
        Problem(.notFound, "There is nothing at this address.", do: "See /api/v1/openapi.json for every address.")
    }
}

/// What goes back: a status and a body of JSON, or none.
struct Reply: Sendable, Hashable {
    let status: HTTPResponse.Status
    let body: String

    static let nothing = Reply(status: .noContent, body: "")

    static func json(_ content: some Encodable, status: HTTPResponse.Status = .ok) throws -> Reply {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Reply(status: status, body: String(decoding: try encoder.encode(content), as: UTF8.self))
    }

    var response: Response {
        guard !body.isEmpty else { return Response(status: status, headers: [.cacheControl: "no-store"]) }
        return .json(Array(body.utf8), status: status)
    }
}
