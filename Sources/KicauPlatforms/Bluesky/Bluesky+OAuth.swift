import Foundation
public import KicauCore

/// Signing in on the page of the account's own server: AT Protocol OAuth, which is OAuth 2.1 with pushed requests (RFC
/// 9126), PKCE (RFC 7636) and proofs of a key (RFC 9449). atproto.com, OAuth, read 2026-08-20.
extension Bluesky {
    /// Asked for in the old, coarse words, which every server knows: they allow what an app password does.
    static let scopes = ["atproto", "transition:generic"]

    /// What is known before the browser leaves and needed when it is back.
    struct Trip: Codable {
        let did: String
        let handle: String
        let server: String
        let issuer: String
        let token: String
        let key: String
        let clientID: String
    }

    func beginRedirect(
        _ handle: String, _ request: SignInRequest, _ app: AppKeys, via line: any Line
    ) async throws(Problem) -> SignInStart {
        guard let client = BlueskyClient(redirect: request.redirect, app: app) else { throw Bluesky.notReachable() }
        let entry = try request.server.map { text throws(Problem) in try Mastodon.origin(of: text) }
        let identity = try await BlueskyIdentity.found(
            handle, plc: app.address("plc", "https://plc.directory"),
            entry: entry ?? app.address("api", BlueskyIdentity.entry),
            via: line)
        let authority = try await BlueskyAuthority.found(behind: identity.server, via: line)
        let key = ES256Key()
        let form =
            [
                ("response_type", "code"), ("redirect_uri", request.redirect),
                ("scope", Bluesky.scopes.joined(separator: " ")), ("state", request.state), ("login_hint", handle),
            ] + OAuth2.pkce(request) + client.form(to: authority.issuer, at: request.now)
        let reply = try await proving(line, with: key).answer(
            Call(.post, authority.push, body: .form(form)), unit: BlueskyUnit.token, from: authority.issuer)
        guard reply.isSuccess else { throw Bluesky.errors.problem(of: Bluesky.complaint(reply)) }
        guard let pushed = reply.json?["request_uri"]?.string else { throw Problem.odd(name, reply) }
        let trip = Trip(
            did: identity.did, handle: identity.handle, server: identity.server, issuer: authority.issuer,
            token: authority.token, key: key.text.reveal(), clientID: client.id)
        let page = PercentEncoding.url(authority.authorise, query: [("client_id", client.id), ("request_uri", pushed)])
        return .redirectKeeping(Redacted(JSONValue(of: trip).text), to: page, app: app)
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        guard let trip = Bluesky.trip(callback), let key = ES256Key(Redacted(trip.key)) else {
            throw Problem(
                .signInRefused, "This sign-in at Bluesky was not begun here.",
                do: "Start connecting the account again.")
        }
        // Another server's answer must not be taken for this one's, a no as little as a code (RFC 9207).
        guard callback.query["iss"] == trip.issuer else {
            throw Problem(
                .signInRefused, "Another server answered than the one that was asked.",
                do: "Start connecting the account again.", cause: callback.query["iss"])
        }
        let code = try OAuth2.code(of: callback, network: name)
        let client = BlueskyClient(id: trip.clientID, app: callback.app)
        let form =
            OAuth2.codeForm(code, callback) + [("code_verifier", callback.verifier)]
            + client.form(to: trip.issuer, at: callback.now)
        let reply = try await proving(line, with: key).answer(
            Call(.post, trip.token, body: .form(form)), unit: BlueskyUnit.token, from: trip.issuer)
        guard reply.isSuccess else { throw Bluesky.errors.problem(of: Bluesky.complaint(reply)) }
        guard let answer = reply.json, answer["sub"]?.string == trip.did else {
            throw Problem(
                .signInRefused, "Somebody else signed in than \(trip.handle).",
                do: "Sign in there as the account you want to connect.", cause: "\(reply.status)")
        }
        let binding = KeyBinding(key: key.text, issuer: trip.issuer, clientID: trip.clientID)
        guard let credentials = Bluesky.credentials(answer, bound: binding, at: reply.at) else {
            throw Problem.odd(name, reply)
        }
        let profile = await profile(trip.did, trip.server, via: line)
        let display = profile?["displayName"]?.string ?? ""
        return [
            FoundAccount(
                remoteID: trip.did, handle: trip.handle, displayName: display.isEmpty ? trip.handle : display,
                server: trip.server, credentials: credentials, app: callback.app)
        ]
    }

    private static func trip(_ callback: SignInCallback) -> Trip? {
        callback.kept.flatMap {
            try? JSONDecoder().decode(Trip.self, from: Data($0.reveal().utf8))  // nil: nothing of ours
        }
    }

    private static func notReachable() -> Problem {
        Problem(
            .notPossibleNow,
            "Bluesky lets programs in on its own page only if they have an https address without a port, or run at http://127.0.0.1.",
            do: "Connect the account with an app password, or give Kicau such an address in the setting base_url.")
    }
}
