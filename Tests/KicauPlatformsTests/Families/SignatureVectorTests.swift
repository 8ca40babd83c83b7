import Foundation
import KicauCore
import Testing

@testable import KicauPlatforms

/// signature_vectors.json: each kind is read by a test of its own connector, and the two without one by this suite.
@Suite("Known signatures come out as they were computed elsewhere")
struct SignatureVectorTests {
    private static let file = "derived/signature_vectors.json"

    private func vectors(_ kind: String) throws -> [JSONValue] {
        let vectors = try #require(try Specs.json(Self.file)[kind]?.array)
        #expect(!vectors.isEmpty)
        return vectors
    }

    @Test func `PKCE's challenge is the one of RFC 7636, appendix B`() throws {
        for vector in try vectors("pkce_s256") {
            let verifier = try #require(vector["code_verifier"]?.string)
            #expect(OAuth2.challenge(for: verifier) == vector["code_challenge"]?.string)
        }
    }

    /// What Meta posts to an app's deauthorise and data-deletion addresses. Kicau has neither: they are asked for in app
    /// review (closed-platforms.md, 3.4, from memory), and who hosts Kicau publishes through an app of their own for
    /// accounts they manage, which needs no review (3.5). That a token was taken back is seen at the next call.
    ///
    /// So the parts are held of which such an address would be made: base64url, and the sum over the payload part.
    @Test func `a signed request of Meta is made of our own base64url and HMAC`() throws {
        for vector in try vectors("meta_signed_request") {
            let parts = try #require(vector["signed_request"]?.string).split(separator: ".").map(String.init)
            let payload = try #require(vector["payload"]?.string)
            let secret = Redacted(try #require(vector["app_secret"]?.string))
            #expect(parts.count == 2)

            let sum = Graph.proof(of: Redacted(parts[1]), secret: secret)

            #expect(parts[1] == OAuth2.base64url(Array(payload.utf8)))
            #expect(parts[0] == OAuth2.base64url(try bytes(ofHex: sum)))
            let other = Graph.proof(of: Redacted(parts[1]), secret: Redacted(secret.reveal() + "x"))
            #expect(other != sum)
        }
    }

    private func bytes(ofHex text: String) throws -> [UInt8] {
        try stride(from: 0, to: text.utf8.count, by: 2).map { place in
            try #require(UInt8(text.dropFirst(place).prefix(2), radix: 16))
        }
    }

    /// Not signatures: what the file says of itself, and a note about a network that Kicau does not publish to.
    static let notes: Set<String> = ["about", "tiktok_pkce_hex_note"]

    @Test func `no vector of the file is without a test`() throws {
        let kinds = Set(try Specs.json(Self.file).object?.keys.map(\.self) ?? []).subtracting(Self.notes)
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let files = try #require(FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let sources = try files.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
            .map { try String(contentsOf: $0, encoding: .utf8) }
            .filter { $0.contains("signature_vectors.json") }

        #expect(kinds.count == 9)
        for kind in kinds {
            let asked = ["[\"\(kind)\"]", "vectors(\"\(kind)\")"]
            #expect(sources.contains { source in asked.contains { source.contains($0) } }, "\(kind)")
        }
    }
}
