import Crypto
import Foundation
import KicauCore

/// What the server that lets people in keeps beside what every network keeps.
struct OAuthState: Sendable, Codable {
    /// By the name that was given out for it.
    var pushed: [String: Pushed] = [:]
    /// Names of proofs and of clients' words that were used, and until when they are remembered.
    var seen: [String: Int64] = [:]
    /// Documents of clients that this machine cannot fetch, put here by the rehearsal's settings.
    var documents: [String: JSONValue] = [:]

    /// A request that a client pushed here before it sent the browser.
    struct Pushed: Sendable, Codable, Hashable {
        let client: String
        let redirect: String
        let scopes: [String]
        let state: String
        let challenge: String
        /// Whose key it was pushed with.
        let thumbprint: String
        let endsMs: Int64
    }

    /// False: it was said before.
    mutating func isNew(_ name: String, nowMs: Int64, untilMs: Int64) -> Bool {
        seen = seen.filter { $0.value > nowMs }
        return seen.updateValue(untilMs, forKey: name) == nil
    }
}

/// The word that clients have to put into their proofs: another one every three minutes.
struct OAuthNonce: Sendable {
    static let lifeMs: Int64 = 180_000
    let secret: String

    func text(atMs ms: Int64) -> String { text(step: ms / Self.lifeMs) }

    /// The one before is still taken.
    func takes(_ text: String, atMs ms: Int64) -> Bool {
        let step = ms / Self.lifeMs
        return text == self.text(step: step) || text == self.text(step: step - 1)
    }

    private func text(step: Int64) -> String {
        let key = SymmetricKey(data: Data("nonce \(secret)".utf8))
        return Base64.webText(of: HMAC<SHA256>.authenticationCode(for: Data(String(step).utf8), using: key).prefix(18))
    }
}
