import KicauCore

/// Facebook's own sign-in: the way to pages, and to Instagram accounts that belong to a page.
struct FacebookLogin {
    let shared: MetaSignIn
    let scopes: [String]
    /// Under which names the operator may have set other addresses.
    let graphName: String
    let wwwName: String
    /// What reading permissions and pages is priced by.
    let identity: MeterUnit

    func start(_ request: SignInRequest) throws(Problem) -> SignInStart {
        let app = try shared.app(of: request)
        let page =
            app.address(wwwName, "https://www.facebook.com") + "/" + app.graphVersion(Meta.graphVersion)
            + "/dialog/oauth"
        let url = OAuth2.authorizeURL(page, app: app, request: request, scopes: scopes.joined(separator: ","))
        return .redirect(to: url, app: app)
    }

    /// The pages of whoever signed in, each with a token of its own, which does not run out; and what was allowed of
    /// all that was asked for: people may untick it.
    func pages(
        _ callback: SignInCallback, fields: String, needing needed: [String], via line: any Line
    ) async throws(Problem) -> (pages: [JSONValue], granted: [String]) {
        let user = try await userToken(callback, via: line)
        let graph = Facebook.graph(callback.app, token: user.accessToken, addressName: graphName, table: shared.table)
        let permissions = try await shared.ask(graph.get("me/permissions"), unit: identity, via: line)
        let granted = (permissions["data"]?.array ?? []).filter { $0["status"]?.string == "granted" }
            .compactMap { $0["permission"]?.string }
        try shared.needs(needed, among: granted)
        var found: [JSONValue] = []
        var after: String?
        for _ in 0..<FacebookLogin.listsRead {
            let query = [("limit", "100")] + (after.map { [("after", $0)] } ?? [])
            let call = graph.get("me/accounts", fields: fields, query: query)
            let list = try await shared.ask(call, unit: identity, via: line)
            found += list["data"]?.array ?? []
            after = list.at("paging", "next") == nil ? nil : list.at("paging", "cursors", "after")?.string
            if after == nil { break }
        }
        return (found, granted)
    }

    /// A thousand pages are enough for one person.
    private static let listsRead = 10

    /// Code, then a token of an hour, then one of sixty days, of which lasting page tokens are made.
    private func userToken(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> Credentials {
        let app = callback.app
        let code = try shared.code(of: callback)
        let url =
            app.address(graphName, "https://graph.facebook.com") + "/" + app.graphVersion(Meta.graphVersion)
            + "/oauth/access_token"
        let traded = Call(
            .get, url, query: OAuth2.client(app) + [("redirect_uri", callback.redirect), ("code", code)])
        let first = try await shared.token(traded, at: callback.now, scopes: scopes, via: line)
        let exchange = Call(
            .get, url,
            query: OAuth2.client(app) + [
                ("grant_type", "fb_exchange_token"), ("fb_exchange_token", first.accessToken.reveal()),
            ])
        return try await shared.token(exchange, at: callback.now, scopes: scopes, via: line)
    }
}
