import Crypto
import Foundation
import KicauCore

/// The word that goes with one call and shows that the caller has the session's key (RFC 9449, section 4).
struct DPoPProof {
    let method: Call.Method
    let url: String
    /// Nil: no token goes with the call.
    let token: Redacted<String>?
    /// What the server last gave us to say.
    let nonce: String?
    /// Never said before.
    let id: String
    let at: Instant

    func signed(by key: ES256Key) -> String? {
        let claims = JSONValue.members([
            ("jti", .string(id)), ("htm", .string(method.rawValue)), ("htu", .string(DPoPProof.bare(url))),
            ("iat", .integer(at.ms / 1000)), ("nonce", nonce.map { .string($0) }),
            ("ath", token.map { .string(DPoPProof.hash(of: $0)) }),
        ])
        return key.token(["typ": "dpop+jwt", "jwk": .object(key.shown)], claims.object ?? [:])
    }

    static func hash(of token: Redacted<String>) -> String {
        OAuth2.base64url(Array(SHA256.hash(data: Data(token.reveal().utf8))))
    }

    /// Without query and fragment.
    private static func bare(_ url: String) -> String {
        String(url.prefix { $0 != "?" && $0 != "#" })
    }

    /// 128 bits of chance.
    static func newID() -> String {
        OAuth2.base64url((0..<16).map { _ in UInt8.random(in: .min ... .max) })
    }
}
