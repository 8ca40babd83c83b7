public import KicauCore

extension Threads {
    private var shared: MetaSignIn { MetaSignIn(table: Threads.errors, unit: ThreadsUnit.token) }

    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let app = try shared.app(of: request)
        let page = app.address("www", "https://www.threads.net") + "/oauth/authorize"
        let scopes = scopes(app).joined(separator: ",")
        return .redirect(to: OAuth2.authorizeURL(page, app: app, request: request, scopes: scopes), app: app)
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        let app = callback.app
        let code = try shared.code(of: callback)
        let traded = Call(
            .post, Threads.host(app) + "/oauth/access_token",
            body: .form(OAuth2.client(app) + OAuth2.codeForm(code, callback)))
        let first = try await shared.token(traded, at: callback.now, scopes: scopes(app), via: line)
        let exchange = Meta.longLived(Threads.host(app), grant: "th_exchange_token", first, app: app)
        let lasting = try await shared.token(exchange, at: callback.now, scopes: first.scopes, via: line)
        let graph = Threads.graph(app, token: lasting.accessToken)
        let me = try await shared.ask(graph.get("me", fields: Threads.meFields), unit: ThreadsUnit.identity, via: line)
        guard let id = me["id"]?.string else { throw shared.strange() }
        let handle = me["username"]?.string ?? id
        return [
            FoundAccount(
                remoteID: id, handle: handle, displayName: Threads.displayName(me, or: handle),
                avatarURL: me["threads_profile_picture_url"]?.string, credentials: lasting, app: app)
        ]
    }

    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        await Meta.renew(
            signedIn, base: Threads.host(signedIn.app), grant: "th_refresh_token", table: Threads.errors,
            unit: ThreadsUnit.token, now: now, via: line)
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let graph = graph(signedIn)
        switch await graph.ask(graph.get("me", fields: Threads.meFields), unit: ThreadsUnit.identity, via: line) {
        case .lost(let failure): return failure.identity
        case .no(let complaint): return Threads.errors.identity(of: complaint)
        case .yes(let me):
            guard let id = me["id"]?.string else { return .unreadable(me) }
            let handle = me["username"]?.string ?? id
            return .known(
                remoteID: id, handle: handle, displayName: Threads.displayName(me, or: handle), traits: [:])
        }
    }

    private static let meFields = "id,username,name,threads_profile_picture_url"

    private static func displayName(_ me: JSONValue, or handle: String) -> String {
        me["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? handle
    }
}
