import Crypto
import Foundation
public import KicauCore

/// The calls X makes: it sees that the address is ours, and tells of an account that something happened to.
///
/// docs.x.com, webhooks and X Activity API, event payloads; read 2026-11-27 as stored.
extension X {
    public func knocked(_ knock: Knock, app: AppKeys, word: String) -> Knocked? {
        let secret = X.knockSecret(app)
        return switch knock.method {
        case .get: X.challenge(knock.query["crc_token"], secret)
        case .post: X.rings(knock, secret)
        }
    }

    /// X signs with the app's API key secret, which is not the client secret of OAuth 2.0: see `network_options`.
    private static func knockSecret(_ app: AppKeys) -> SymmetricKey? {
        let secret = app.addresses["apiKeySecret"] ?? app.clientSecret.reveal()
        return secret.isEmpty ? nil : SymmetricKey(data: Data(secret.utf8))
    }

    /// Whoever asks gets a text signed, so nothing is signed that could pass for a call of X's: those hold an object.
    private static func challenge(_ token: String?, _ secret: SymmetricKey?) -> Knocked {
        guard let secret else { return .refused(notSigned) }
        guard let token, (1...256).contains(token.utf8.count), !token.contains("{") else {
            return .refused(notUnderstood)
        }
        let code = HMAC<SHA256>.authenticationCode(for: Data(token.utf8), using: secret)
        let answer: JSONValue = ["response_token": .string(lead + Data(code).base64EncodedString())]
        return .challenged(type: "application/json", body: answer.text)
    }

    /// Account Activity names the account on top, the Activity API in the filter that was subscribed to.
    private static func rings(_ knock: Knock, _ secret: SymmetricKey?) -> Knocked {
        guard let secret, isSigned(knock, secret) else { return .refused(notSigned) }
        guard let body = JSONValue(reading: Data(knock.body)), body.object != nil else {
            return .refused(notUnderstood)
        }
        let named = [body["for_user_id"], body.at("data", "filter", "user_id")].compactMap { $0?.string }
        return named.isEmpty ? .refused(notUnderstood) : .rings(for: Set(named.filter(\.isDigits)))
    }

    private static func isSigned(_ knock: Knock, _ secret: SymmetricKey) -> Bool {
        guard let header = knock.headers["x-twitter-webhooks-signature"], header.hasPrefix(lead),
            let code = Data(base64Encoded: String(header.dropFirst(lead.count)))
        else { return false }
        return HMAC<SHA256>.isValidAuthenticationCode(code, authenticating: Data(knock.body), using: secret)
    }

    private static let lead = "sha256="
    private static let notSigned: Sentence = "The call is not signed with the app's secret."
    private static let notUnderstood: Sentence = "The call is not of the kind that was expected."
}
