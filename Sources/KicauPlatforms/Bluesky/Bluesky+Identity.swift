import Foundation
import KicauCore

/// From a handle to the account's identity and its own server.
struct BlueskyIdentity {
    let did: String
    let handle: String
    let server: String

    /// Where handles are asked for when the person names no server.
    static let entry = "https://bsky.social"

    /// "@ayu.bsky.social" and "Ayu.bsky.social" are one handle; an identity (did:…) is taken as it is.
    static func tidied(_ handle: String) -> String {
        var text = handle.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.hasPrefix("@") { text.removeFirst() }
        return text.hasPrefix("did:") ? text : text.lowercased()
    }

    static func found(
        _ handle: String, plc: String, entry: String = BlueskyIdentity.entry, via line: any Line
    ) async throws(Problem) -> BlueskyIdentity {
        let did = handle.hasPrefix("did:") ? handle : try await resolved(handle, at: entry, via: line)
        let document = try await document(did, plc: plc, via: line)
        let names = document["alsoKnownAs"]?.array?.compactMap(\.string) ?? []
        guard handle.hasPrefix("did:") || names.contains("at://" + handle) else { throw unknown(handle) }
        let service = document["service"]?.array?.first {
            $0["id"]?.string?.hasSuffix("#atproto_pds") == true && $0["type"]?.string == "AtprotoPersonalDataServer"
        }
        guard document["id"]?.string == did, let server = service?["serviceEndpoint"]?.string else {
            throw unknown(handle)
        }
        let known = names.first { $0.hasPrefix("at://") }.map { String($0.dropFirst("at://".count)) }
        return BlueskyIdentity(
            did: did, handle: handle.hasPrefix("did:") ? known ?? handle : handle,
            server: server.hasSuffix("/") ? String(server.dropLast()) : server)
    }

    /// Asks Bluesky's own service, then the handle's own web server.
    private static func resolved(
        _ handle: String, at entry: String, via line: any Line
    ) async throws(Problem) -> String {
        guard isName(handle) else { throw unknown(handle) }
        let asked = Call(
            .get, BlueskyWire.url(entry, "com.atproto.identity.resolveHandle"), query: [("handle", handle)])
        if let reply = try? await line.answer(asked, unit: BlueskyUnit.identity, from: "Bluesky"),  // the next may know
            reply.isSuccess, let did = reply.json?["did"]?.string, did.hasPrefix("did:")
        {
            return did
        }
        let own = Call(.get, "https://\(handle)/.well-known/atproto-did", hostIsHandle: true)
        let reply = try await line.answer(own, unit: BlueskyUnit.identity, from: handle)
        let did = reply.text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard reply.isSuccess, did.hasPrefix("did:"), did.utf8.count < 300 else { throw unknown(handle) }
        return did
    }

    private static func document(_ did: String, plc: String, via line: any Line) async throws(Problem) -> JSONValue {
        let url: String
        let isOwn = did.hasPrefix("did:web:")
        if did.hasPrefix("did:plc:") {
            url = plc + "/" + PercentEncoding.encoded(did).replacing("%3A", with: ":")
        } else if isOwn, isName(String(did.dropFirst(8))) {
            url = "https://\(did.dropFirst(8))/.well-known/did.json"
        } else {
            throw unknown(did)
        }
        let reply = try await line.answer(
            Call(.get, url, hostIsHandle: isOwn), unit: BlueskyUnit.identity, from: "Bluesky's directory")
        guard reply.isSuccess, let document = reply.json else { throw unknown(did) }
        return document
    }

    /// A host name and nothing else: it becomes part of an address.
    private static func isName(_ text: String) -> Bool {
        text.contains(".") && text.utf8.count <= 253
            && text.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x2E
            }
    }

    private static func unknown(_ handle: String) -> Problem {
        Problem(
            .signInRefused, "There is no Bluesky account \"\(String(handle.prefix(100)))\".",
            do: "Write the whole handle, like ayu.bsky.social.", field: "handle")
    }
}
