import Crypto
import Foundation
import KicauCore

/// The parts of OAuth 2.0 that networks share: authorise address, PKCE, the two exchange forms, the token answer.
enum OAuth2 {
    /// PKCE S256: the base64url of the verifier's SHA-256.
    static func challenge(for verifier: String) -> String {
        base64url(Array(SHA256.hash(data: Data(verifier.utf8))))
    }

    static func authorizeURL(
        _ base: String, app: AppKeys, request: SignInRequest, scopes: String, more: [(String, String)] = []
    ) -> String {
        PercentEncoding.url(
            base,
            query: [
                ("response_type", "code"), ("client_id", app.clientID), ("redirect_uri", request.redirect),
                ("scope", scopes), ("state", request.state),
            ] + more)
    }

    static func pkce(_ request: SignInRequest) -> [(String, String)] {
        [("code_challenge", challenge(for: request.verifier)), ("code_challenge_method", "S256")]
    }

    static func codeForm(_ code: String, _ callback: SignInCallback) -> [(String, String)] {
        [("grant_type", "authorization_code"), ("code", code), ("redirect_uri", callback.redirect)]
    }

    static func refreshForm(_ token: Redacted<String>) -> [(String, String)] {
        [("grant_type", "refresh_token"), ("refresh_token", token.reveal())]
    }

    static func client(_ app: AppKeys) -> [(String, String)] {
        [("client_id", app.clientID), ("client_secret", app.clientSecret.reveal())]
    }

    /// HTTP Basic with client id and secret, each form-encoded first (RFC 6749, 2.3.1).
    static func basic(_ app: AppKeys) -> (String, Redacted<String>) {
        let pair = PercentEncoding.encoded(app.clientID) + ":" + PercentEncoding.encoded(app.clientSecret.reveal())
        return ("authorization", Redacted("Basic " + Data(pair.utf8).base64EncodedString()))
    }

    /// The code the browser came back with.
    static func code(of callback: SignInCallback, network: String) throws(Problem) -> String {
        if let error = callback.query["error"] {
            throw Problem(
                .signInRefused,
                "\(network) did not let us in: \(Words.cut(callback.query["error_description"] ?? error)).",
                do: "Try again, and allow what Kicau asks for.", cause: error)
        }
        guard let code = callback.query["code"], !code.isEmpty else {
            throw Problem(
                .signInRefused, "\(network) sent you back without a code.", do: "Start connecting the account again.")
        }
        return code
    }

    /// A token answer: access_token, refresh_token, expires_in (seconds) and scope.
    static func credentials(_ answer: JSONValue, at now: Instant, keeping old: Credentials? = nil) -> Credentials? {
        guard let access = answer["access_token"]?.string, !access.isEmpty else { return nil }
        let separators: Set<Character> = [" ", ","]
        let scopes = answer["scope"]?.string.map { $0.split { separators.contains($0) }.map(String.init) }
        return Credentials(
            accessToken: Redacted(access),
            refreshToken: answer["refresh_token"]?.string.map { Redacted($0) } ?? old?.refreshToken,
            expires: answer["expires_in"]?.int.map { now + .seconds($0) },
            scopes: scopes ?? old?.scopes ?? [])
    }

    static func base64url(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }
}

extension Credentials {
    var bearer: (String, Redacted<String>) { ("authorization", Redacted("Bearer " + accessToken.reveal())) }
}

extension AppKeys {
    /// The base address under a name, or the real network's.
    func address(_ name: String, _ real: String) -> String { addresses[name] ?? real }
}
