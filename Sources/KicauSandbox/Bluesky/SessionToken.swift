import Crypto
import Foundation
import KicauCore

/// A session's JSON web token, signed with the server's secret, as a PDS hands it out.
///
/// The claims are for the client to read; what a token is worth is known to the ground.
struct SessionToken: Hashable, Sendable {
    enum Use: String, Sendable {
        case access = "com.atproto.appPass"
        case refresh = "com.atproto.refresh"

        fileprivate var type: String {
            switch self {
            case .access: "at+jwt"
            case .refresh: "refresh+jwt"
            }
        }
    }

    let use: Use
    let did: String
    let audience: String
    let issuedS: Int64
    let expiresS: Int64
    let id: String

    func signed(with secret: String) -> String {
        let head: JSONValue = ["typ": .string(use.type), "alg": "HS256"]
        let claims: JSONValue = [
            "scope": .string(use.rawValue), "sub": .string(did), "aud": .string(audience), "jti": .string(id),
            "iat": .integer(issuedS), "exp": .integer(expiresS),
        ]
        let text = Self.part(head) + "." + Self.part(claims)
        return text + "." + Self.signature(of: text, with: secret)
    }

    private static func part(_ value: JSONValue) -> String {
        Base64.webText(of: value.bytes)
    }

    private static func signature(of text: String, with secret: String) -> String {
        let key = SymmetricKey(data: Data(secret.utf8))
        return Base64.webText(of: HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: key))
    }
}
