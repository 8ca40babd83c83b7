import HTTPTypes
import Hummingbird
import KicauCore
import KicauPublish
import NIOCore

/// Where networks call: nobody's session, no form token; the signature is the proof.
extension Desk {
    /// In bytes; the networks send far less.
    private static let knockLimit = 1 << 20

    func knock(_ request: Request, _ visit: Visit) async throws -> Response {
        let pairs = request.question.fields.map { ($0.name, $0.value) }
        let headers = request.headers.map { ($0.name.canonicalName, $0.value) }
        let knock = Knock(
            method: request.method == .post ? .post : .get,
            query: Dictionary(pairs, uniquingKeysWith: { first, _ in first }),
            headers: Dictionary(headers, uniquingKeysWith: { first, _ in first }),
            body: try await request.bytes(atMost: Desk.knockLimit))
        switch try await house.accounts.doorman.open(PlatformID(try visit.word("network")), to: knock) {
        case .challenged(let type, let body):
            return Response(
                status: .ok, headers: [.contentType: type, .cacheControl: "no-store"],
                body: .init(byteBuffer: ByteBuffer(string: body)))
        case .rings: return .json(JSONValue.object([:]).bytes)
        case .refused(let why):
            return .json(JSONValue.object(["error": .string(why.description)]).bytes, status: .forbidden)
        }
    }
}
