public import KicauCore

extension Facebook {
    private var login: FacebookLogin {
        FacebookLogin(
            shared: MetaSignIn(table: Facebook.errors, unit: FacebookUnit.token), scopes: Facebook.scopes,
            graphName: "graph", wwwName: "www",
            identity: FacebookUnit.identity)
    }

    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        try login.start(request)
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        let (pages, granted) = try await login.pages(
            callback, fields: "id,name,username,access_token,picture,tasks",
            needing: ["pages_show_list", "pages_manage_posts"], via: line)
        let found = pages.compactMap { account($0, granted: granted, app: callback.app) }
        guard !found.isEmpty else {
            throw Problem(
                .signInRefused, "There is no Facebook page this person may publish on.",
                do: "Sign in as someone with a page, and tick the page when Facebook asks.")
        }
        return found
    }

    /// Nil for pages on which this person may not write.
    private func account(_ page: JSONValue, granted: [String], app: AppKeys) -> FoundAccount? {
        guard let id = page["id"]?.string, let token = page["access_token"]?.string else { return nil }
        if let tasks = page["tasks"]?.array, !tasks.contains("CREATE_CONTENT"), !tasks.contains("MANAGE") { return nil }
        let name = page["name"]?.string ?? id
        return FoundAccount(
            remoteID: id, handle: page["username"]?.string ?? name, displayName: name,
            avatarURL: page.at("picture", "data", "url")?.string,
            credentials: Credentials(accessToken: Redacted(token), scopes: granted), app: app)
    }

    /// Page tokens do not run out; they end with the person's password or role.
    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed { .notNeeded }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let graph = graph(signedIn)
        switch await graph.ask(graph.get("me", fields: "id,name,username"), unit: FacebookUnit.identity, via: line) {
        case .lost(let failure): return failure.identity
        case .no(let complaint): return Facebook.errors.identity(of: complaint)
        case .yes(let page):
            guard let id = page["id"]?.string else { return .unreadable(page) }
            let name = page["name"]?.string ?? id
            return .known(remoteID: id, handle: page["username"]?.string ?? name, displayName: name, traits: [:])
        }
    }
}
