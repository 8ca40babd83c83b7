import Foundation

/// `appsecret_proof`: shows that the caller of a token knows the app's secret.
enum AppSecretProof {
    /// Lower-case hex of HMAC-SHA256 with the secret as key and the token as message.
    static func proof(of token: String, secret: String) -> String {
        HookSignature.hex(Data(token.utf8), secret: secret)
    }

    static func isRight(_ proof: String, for token: String, secret: String) -> Bool {
        proof.lowercased() == Self.proof(of: token, secret: secret)
    }
}
