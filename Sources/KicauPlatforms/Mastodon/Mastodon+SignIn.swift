import Foundation
public import KicauCore

extension Mastodon {
    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let server = try Mastodon.origin(of: request.server ?? "")
        let app: AppKeys
        if let known = request.app, mayAsk(known) {
            app = known
        } else {
            app = try await register(at: server, request, via: line)
        }
        let url = OAuth2.authorizeURL(
            server + "/oauth/authorize", app: app, request: request, scopes: scopes(of: app),
            more: OAuth2.pkce(request))
        return .redirect(to: url, app: app)
    }

    /// "mastodon.example", "@ayu@mastodon.example" and "https://mastodon.example/about" all name a server.
    static func origin(of text: String) throws(Problem) -> String {
        let trimmed = text.trimmingCharacters(in: .whitespacesAndNewlines)
        let last = trimmed.split(separator: "@").last.map(String.init) ?? ""
        let named = trimmed.contains("://") ? trimmed : last
        let address = named.contains("://") ? named : "https://" + named
        guard let destination = Destination(address), destination.host.contains(".") else {
            throw Problem(
                .unknownServer, "\"\(String(trimmed.prefix(100)))\" is not the address of a server.",
                do: "Write it like mastodon.example.", field: "server")
        }
        return destination.origin
    }

    /// What it was registered for: no more is given, and some servers know no narrower words.
    private func scopes(of app: AppKeys) -> String {
        app.addresses["scopes"] ?? signIn.scopes.joined(separator: " ")
    }

    /// An app may ask for what it was registered for, and for nothing beyond: one of earlier days is registered anew.
    private func mayAsk(_ app: AppKeys) -> Bool {
        let registered = (app.addresses["scopes"] ?? "").split(separator: " ").map(String.init)
        return !registered.isEmpty && Scopes.missing(signIn.scopes, among: registered).isEmpty
    }

    private func register(
        at server: String, _ request: SignInRequest, via line: any Line
    ) async throws(Problem) -> AppKeys {
        let software = await softwareName(of: server, via: line).map { MastodonSoftware(named: $0, version: "") }
        let scopes = (software?.scopes ?? signIn.scopes).joined(separator: " ")
        let body: JSONValue = [
            "client_name": "Kicau", "redirect_uris": .string(request.redirect), "scopes": .string(scopes),
        ]
        let call = Call(.post, server + "/api/v1/apps", body: .json(body))
        let reply = try await line.answer(call, unit: MastodonUnit.register, from: server)
        guard reply.isSuccess, let id = reply.json?["client_id"]?.string,
            let secret = reply.json?["client_secret"]?.string
        else {
            throw Problem(
                .unknownServer, "\(server) does not answer like a Mastodon server.",
                do: "Check the address; it is the part after the second @ of your handle.", field: "server",
                cause: "\(reply.status) \(reply.words)")
        }
        return AppKeys(clientID: id, clientSecret: Redacted(secret), addresses: ["scopes": scopes])
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        let server = try Mastodon.origin(of: callback.server ?? "")
        let code = try OAuth2.code(of: callback, network: name)
        let form =
            OAuth2.codeForm(code, callback) + OAuth2.client(callback.app)
            + [("code_verifier", callback.verifier), ("scope", scopes(of: callback.app))]
        let reply = try await line.answer(
            Call(.post, server + "/oauth/token", body: .form(form)), unit: MastodonUnit.token, from: server)
        guard reply.isSuccess else { throw Mastodon.errors.problem(of: Mastodon.complaint(reply)) }
        guard let credentials = reply.json.flatMap({ OAuth2.credentials($0, at: reply.at) }) else {
            throw Problem.odd(name, reply)
        }
        let me = try await line.answer(
            Mastodon.meCall(server, credentials), unit: MastodonUnit.identity, from: server)
        guard me.isSuccess else { throw Mastodon.errors.problem(of: Mastodon.complaint(me)) }
        guard let person = me.json.flatMap(Person.init) else { throw Problem.odd(name, me) }
        let announced = await announced(by: server, via: line)
        return [
            FoundAccount(
                remoteID: person.id, handle: person.handle(on: announced.instance, server), displayName: person.name,
                server: server, avatarURL: person.avatar, traits: announced.traits.merging(person.traits) { _, b in b },
                credentials: credentials, app: callback.app)
        ]
    }

    /// Tokens of Mastodon itself do not end; some forks give refresh tokens.
    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        guard signedIn.credentials.expires != nil, let token = signedIn.credentials.refreshToken else {
            return .notNeeded
        }
        let call = Call(
            .post, signedIn.account.server + "/oauth/token",
            body: .form(OAuth2.refreshForm(token) + OAuth2.client(signedIn.app)))
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: MastodonUnit.token)
            guard reply.isSuccess,
                let fresh = reply.json.flatMap({ OAuth2.credentials($0, at: now, keeping: signedIn.credentials) })
            else { return Mastodon.errors.refreshed(of: Mastodon.complaint(reply)) }
            return .renewed(fresh)
        } catch { return error.refreshed }
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let server = signedIn.account.server
        do throws(LineFailure) {
            let reply = try await line.call(
                Mastodon.meCall(server, signedIn.credentials), unit: MastodonUnit.identity)
            guard reply.isSuccess, let person = reply.json.flatMap(Person.init) else {
                return Mastodon.errors.identity(of: Mastodon.complaint(reply))
            }
            let announced = await announced(by: server, via: line)
            // A server that does not tell its limits just now keeps those it told before.
            let limits = announced.instance == nil ? signedIn.account.traits : announced.traits
            return .known(
                remoteID: person.id, handle: person.handle(on: announced.instance, server), displayName: person.name,
                traits: limits.merging(person.traits) { _, new in new })
        } catch { return error.identity }
    }

    static func meCall(_ server: String, _ credentials: Credentials) -> Call {
        Call(.get, server + "/api/v1/accounts/verify_credentials", headers: [credentials.bearer])
    }

    /// An account as its own server shows it.
    private struct Person {
        let id: String
        let username: String
        let name: String
        let avatar: String?
        let traits: [String: JSONValue]

        init?(_ value: JSONValue) {
            guard let id = value["id"]?.string, let username = value["username"]?.string else { return nil }
            self.id = id
            self.username = username
            let shown = value["display_name"]?.string ?? ""
            name = shown.isEmpty ? username : shown
            avatar = value["avatar"]?.string
            traits = MastodonDialect.traits(me: value)
        }

        /// Handles carry the domain, which may differ from the host that is called.
        func handle(on instance: JSONValue?, _ server: String) -> String {
            let domain = instance?["domain"]?.string ?? server.split(separator: "/").last.map(String.init) ?? server
            return "\(username)@\(domain)"
        }
    }
}
