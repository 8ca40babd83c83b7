import Crypto
import Foundation
import KicauCore

/// That a caller has a key, shown for one call: read and checked as RFC 9449, section 4.3, says.
struct KeyProof: Sendable {
    let thumbprint: String

    enum Flaw: Error, Equatable {
        case wantsNonce
        case bad(String)
    }

    /// How far a proof's clock may be from ours.
    private static let leewayS: Int64 = 180

    /// - Parameter token: the access token that the call carries, if it carries one.
    init(of call: Call, at origin: String, token: String?, nonce: OAuthNonce) throws(Flaw) {
        guard let text = call[header: "dpop"], let word = SignedWord(text) else {
            throw .bad("DPoP proof required")
        }
        guard word.head["typ"]?.string == "dpop+jwt", let key = PublicKey(word.head["jwk"]) else {
            throw .bad("Invalid DPoP proof header")
        }
        guard word.isSigned(by: key) else { throw .bad("DPoP signature verification failed") }
        let claims = word.claims
        guard let id = claims["jti"]?.string, !id.isEmpty, let made = claims["iat"]?.int else {
            throw .bad("DPoP proof misses jti or iat")
        }
        guard claims["htm"]?.string == call.method else { throw .bad("DPoP htm mismatch") }
        guard claims["htu"]?.string == origin + call.path else { throw .bad("DPoP htu mismatch") }
        guard let said = claims["nonce"]?.string, nonce.takes(said, atMs: call.nowMs) else { throw .wantsNonce }
        guard abs(Int64(made) - call.nowMs / 1000) <= Self.leewayS else {
            throw .bad("DPoP proof is too old or too new")
        }
        guard claims["ath"]?.string == token.map(Self.hash) else { throw .bad("DPoP ath mismatch") }
        thumbprint = key.thumbprint
        self.id = id
    }

    private let id: String

    /// Under this it is remembered, so that nobody says it again.
    var name: String { "proof \(thumbprint) \(id)" }

    static func hash(of token: String) -> String { Base64.webText(of: SHA256.hash(data: Data(token.utf8))) }
}
