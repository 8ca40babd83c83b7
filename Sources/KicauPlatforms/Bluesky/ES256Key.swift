import Crypto
import Foundation
import KicauCore

/// A P-256 key that signs JSON web tokens (RFC 7515 and 7518, ES256).
struct ES256Key: Sendable {
    private let key: P256.Signing.PrivateKey

    init() { key = P256.Signing.PrivateKey() }

    /// As `text` wrote it.
    init?(_ text: Redacted<String>) {
        guard let bytes = ES256Key.bytes(of: text.reveal()),
            let key = try? P256.Signing.PrivateKey(rawRepresentation: bytes)  // nil is the answer: it is no key
        else { return nil }
        self.key = key
    }

    /// From one seed and for one purpose always the same.
    init(from seed: Redacted<String>, for purpose: String) {
        let secret = SymmetricKey(data: Data(seed.reveal().utf8))
        var round = 0
        while true {
            let bytes = HKDF<SHA256>.deriveKey(
                inputKeyMaterial: secret, info: Data("\(purpose) \(round)".utf8), outputByteCount: 32)
            let raw = bytes.withUnsafeBytes { Data($0) }
            if let key = try? P256.Signing.PrivateKey(rawRepresentation: raw) {  // one in 2^32 is no key
                self.key = key
                return
            }
            round += 1
        }
    }

    var text: Redacted<String> { Redacted(OAuth2.base64url(Array(key.rawRepresentation))) }

    /// The public half (RFC 7517).
    var shown: [String: JSONValue] {
        let point = Array(key.publicKey.x963Representation.dropFirst())
        return [
            "kty": "EC", "crv": "P-256", "x": .string(OAuth2.base64url(Array(point.prefix(32)))),
            "y": .string(OAuth2.base64url(Array(point.suffix(32)))),
        ]
    }

    /// The public half's own name (RFC 7638).
    var thumbprint: String {
        OAuth2.base64url(Array(SHA256.hash(data: Data(JSONValue.object(shown).text.utf8))))
    }

    /// A signed token; nil when the signature could not be made, and then nothing may be sent under this name.
    func token(_ head: [String: JSONValue], _ claims: [String: JSONValue]) -> String? {
        let whole = head.merging(["alg": "ES256"]) { own, _ in own }
        let text = [whole, claims].map { OAuth2.base64url(Array(JSONValue.object($0).text.utf8)) }
            .joined(separator: ".")
        let signature = try? key.signature(for: Data(text.utf8))  // nil says it
        return signature.map { text + "." + OAuth2.base64url(Array($0.rawRepresentation)) }
    }

    private static func bytes(of text: String) -> Data? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        return Data(base64Encoded: plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4))
    }
}
