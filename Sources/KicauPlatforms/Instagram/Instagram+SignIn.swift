public import KicauCore

extension Instagram {
    private var shared: MetaSignIn { MetaSignIn(table: Instagram.errors, unit: InstagramUnit.token) }

    private var throughFacebook: FacebookLogin {
        FacebookLogin(
            shared: shared, scopes: Instagram.scopesByFacebook, graphName: "facebookGraph", wwwName: "facebookWww",
            identity: InstagramUnit.identity)
    }

    /// Which of the two ways the operator's app takes.
    private func login(of app: AppKeys) -> Login { app.addresses["login"].flatMap(Login.init(rawValue:)) ?? .instagram }

    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let app = try shared.app(of: request)
        switch login(of: app) {
        case .facebook: return try throughFacebook.start(request)
        case .instagram:
            let page = app.address("www", "https://www.instagram.com") + "/oauth/authorize"
            let scopes = Instagram.scopes.joined(separator: ",")
            return .redirect(to: OAuth2.authorizeURL(page, app: app, request: request, scopes: scopes), app: app)
        }
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        switch login(of: callback.app) {
        case .instagram: [try await account(callback, via: line)]
        case .facebook: try await accountsOfPages(callback, via: line)
        }
    }

    private func account(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> FoundAccount {
        let app = callback.app
        let code = try shared.code(of: callback)
        let traded = Call(
            .post, app.address("api", "https://api.instagram.com") + "/oauth/access_token",
            body: .form(OAuth2.client(app) + OAuth2.codeForm(code, callback)))
        let first = try await shared.token(traded, at: callback.now, scopes: Instagram.scopes, via: line)
        try shared.needs(["instagram_business_content_publish"], among: first.scopes)
        let exchange = Meta.longLived(Instagram.host(app), grant: "ig_exchange_token", first, app: app)
        let lasting = try await shared.token(exchange, at: callback.now, scopes: first.scopes, via: line)
        let graph = Instagram.graph(app, token: lasting.accessToken)
        let me = try await shared.ask(
            graph.get("me", fields: Instagram.meFields), unit: InstagramUnit.identity, via: line)
        guard let id = Instagram.remoteID(me) else { throw shared.strange() }
        let handle = me["username"]?.string ?? id
        return FoundAccount(
            remoteID: id, handle: handle, displayName: Instagram.displayName(me, or: handle),
            avatarURL: me["profile_picture_url"]?.string, traits: ["login": .string(Login.instagram.rawValue)],
            credentials: lasting, app: app)
    }

    /// Accounts come with their page's token, which does not run out.
    private func accountsOfPages(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount]
    {
        let (pages, granted) = try await throughFacebook.pages(
            callback, fields: "id,name,access_token,instagram_business_account{id,username,name,profile_picture_url}",
            needing: ["instagram_basic", "instagram_content_publish"], via: line)
        let found = pages.compactMap { page -> FoundAccount? in
            guard let own = page["instagram_business_account"], let id = own["id"]?.string,
                let token = page["access_token"]?.string
            else { return nil }
            let handle = own["username"]?.string ?? id
            return FoundAccount(
                remoteID: id, handle: handle, displayName: Instagram.displayName(own, or: handle),
                avatarURL: own["profile_picture_url"]?.string, traits: ["login": .string(Login.facebook.rawValue)],
                credentials: Credentials(accessToken: Redacted(token), scopes: granted),
                app: callback.app)
        }
        guard !found.isEmpty else {
            throw Problem(
                .signInRefused, "None of this person's pages has a professional Instagram account.",
                do: "Link the Instagram account to a Facebook page, then connect it again.")
        }
        return found
    }

    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        switch login(of: signedIn.account) {
        case .facebook: .notNeeded
        case .instagram:
            await Meta.renew(
                signedIn, base: Instagram.host(signedIn.app), grant: "ig_refresh_token", table: Instagram.errors,
                unit: InstagramUnit.token, now: now, via: line)
        }
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let graph = graph(signedIn)
        let call: Call
        switch login(of: signedIn.account) {
        case .instagram: call = graph.get("me", fields: Instagram.meFields)
        // The token is the page's, so "me" would be the page.
        case .facebook: call = graph.get(signedIn.account.remoteID, fields: "id,username,name")
        }
        switch await graph.ask(call, unit: InstagramUnit.identity, via: line) {
        case .lost(let failure): return failure.identity
        case .no(let complaint): return Instagram.errors.identity(of: complaint)
        case .yes(let me):
            guard let id = Instagram.remoteID(me) else { return .unreadable(me) }
            let handle = me["username"]?.string ?? id
            return .known(
                remoteID: id, handle: handle, displayName: Instagram.displayName(me, or: handle),
                traits: ["login": .string(login(of: signedIn.account).rawValue)])
        }
    }

    private static let meFields = "user_id,username,name,account_type,profile_picture_url"

    /// `user_id` is the account; `id`, where both are shown, only this app's name for it.
    private static func remoteID(_ me: JSONValue) -> String? { me["user_id"]?.string ?? me["id"]?.string }

    private static func displayName(_ me: JSONValue, or handle: String) -> String {
        me["name"]?.string.flatMap { $0.isEmpty ? nil : $0 } ?? handle
    }
}
