import Crypto
import Foundation
import KicauCore

/// The keys of OAuth 1.0a as one account's credentials: those of an app, and those of a person for it. They do not end.
///
/// They lie where an access token lies. No token of OAuth 2.0 holds a space.
struct XUserKeys: Equatable {
    let keys: UserKeys

    private static let lead = "oauth1 "

    init(_ keys: UserKeys) { self.keys = keys }

    /// Nil: the account was connected in the usual way.
    init?(_ credentials: Credentials) {
        let text = credentials.accessToken.reveal()
        guard text.hasPrefix(XUserKeys.lead) else { return nil }
        let pieces = text.dropFirst(XUserKeys.lead.count).split(separator: "&", omittingEmptySubsequences: false)
        let plain = pieces.compactMap { $0.removingPercentEncoding }
        guard pieces.count == 4, plain.count == 4 else { return nil }
        keys = UserKeys(
            consumerKey: plain[0], consumerSecret: Redacted(plain[1]), token: plain[2], tokenSecret: Redacted(plain[3]))
    }

    var credentials: Credentials {
        let pieces = [keys.consumerKey, keys.consumerSecret.reveal(), keys.token, keys.tokenSecret.reveal()]
        let text = pieces.map(PercentEncoding.encoded).joined(separator: "&")
        return Credentials(accessToken: Redacted(XUserKeys.lead + text))
    }

    /// The `Authorization` of a call made at a time, with a number that is used once.
    func authorization(of call: Call, at now: Instant, nonce: String) -> Redacted<String> {
        let fields = [
            ("oauth_consumer_key", keys.consumerKey), ("oauth_nonce", nonce),
            ("oauth_signature_method", "HMAC-SHA1"), ("oauth_timestamp", String(now.seconds)),
            ("oauth_token", keys.token), ("oauth_version", "1.0"),
        ]
        let signature = XSignature(
            method: call.method.rawValue, url: call.url, parameters: fields + call.query + XUserKeys.form(of: call))
        let code = signature.code(consumerSecret: keys.consumerSecret, tokenSecret: keys.tokenSecret)
        let written = (fields + [("oauth_signature", code)]).map { name, value in
            "\(name)=\"\(PercentEncoding.encoded(value))\""
        }
        return Redacted("OAuth " + written.joined(separator: ", "))
    }

    /// Other bodies are not signed.
    private static func form(of call: Call) -> [(String, String)] {
        guard case .form(let pairs) = call.body else { return [] }
        return pairs
    }
}

/// HMAC-SHA1 over a call: docs.x.com, OAuth 1.0a, creating a signature; read 2026-08-22.
struct XSignature {
    let method: String
    /// As it is really called, without its query.
    let url: String
    /// Query, form and `oauth_*`.
    let parameters: [(String, String)]

    var base: String {
        let pairs = parameters.map { (PercentEncoding.encoded($0.0), PercentEncoding.encoded($0.1)) }
        let text = pairs.sorted { $0 < $1 }.map { $0.0 + "=" + $0.1 }.joined(separator: "&")
        return [method, PercentEncoding.encoded(url), PercentEncoding.encoded(text)].joined(separator: "&")
    }

    func code(consumerSecret: Redacted<String>, tokenSecret: Redacted<String>) -> String {
        let key = [consumerSecret, tokenSecret].map { PercentEncoding.encoded($0.reveal()) }.joined(separator: "&")
        let code = HMAC<Insecure.SHA1>.authenticationCode(
            for: Data(base.utf8), using: SymmetricKey(data: Data(key.utf8)))
        return Data(code).base64EncodedString()
    }
}
