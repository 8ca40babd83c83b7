public import KicauCore

extension X {
    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        if let keys = request.userKeys { return .done([try await account(keys, request.app, via: line)]) }
        guard let app = request.app else { throw AppKeys.missing(name) }
        let url = OAuth2.authorizeURL(
            X.web(app) + "/i/oauth2/authorize", app: app, request: request,
            scopes: signIn.scopes.joined(separator: " "), more: OAuth2.pkce(request))
        return .redirect(to: url, app: app)
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        let code = try OAuth2.code(of: callback, network: name)
        let form = OAuth2.codeForm(code, callback) + [("code_verifier", callback.verifier)]
        let reply = try await line.answer(X.tokenCall(form, callback.app), unit: XUnit.token, from: name)
        guard reply.isSuccess else { throw X.errors.problem(of: X.complaint(reply)) }
        guard let credentials = reply.json.flatMap({ OAuth2.credentials($0, at: reply.at) }) else {
            throw Problem.odd(name, reply)
        }
        return [try await account(credentials, callback.app, via: line)]
    }

    /// Keys of one's own need no leg in the browser: X is asked whose they are.
    private func account(
        _ keys: UserKeys, _ app: AppKeys?, via line: any Line
    ) async throws(Problem) -> FoundAccount {
        let all = [keys.consumerKey, keys.consumerSecret.reveal(), keys.token, keys.tokenSecret.reveal()]
        guard all.allSatisfy(X.isKey) else {
            throw Problem(
                .badInput, "One of the four keys is missing, or holds what no key of X does.",
                do: "Copy all four from the page of your app at X.", field: "consumer_key")
        }
        return try await account(
            XUserKeys(keys).credentials, app ?? AppKeys(clientID: "", clientSecret: Redacted("")), via: line)
    }

    /// Printable, without spaces: it goes into a header.
    private static func isKey(_ text: String) -> Bool {
        (1...500).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
    }

    private func account(
        _ credentials: Credentials, _ app: AppKeys, via line: any Line
    ) async throws(Problem) -> FoundAccount {
        let line = XLine(line: line, credentials: credentials)
        let reply = try await line.answer(X.meCall(app), unit: XUnit.userRead, from: name)
        guard reply.isSuccess else {
            let complaint = X.complaint(reply)
            guard XUserKeys(credentials) != nil, X.errors.meaning(of: complaint) == .token else {
                throw X.errors.problem(of: complaint)
            }
            throw Problem(
                .signInRefused, "X does not take these four keys.",
                do: "Copy all four anew from your app's page at X, and see that this machine's clock is right.",
                field: "consumer_key", cause: complaint.answer)
        }
        guard let me = reply.json?["data"], let id = me["id"]?.string, let handle = me["username"]?.string else {
            throw Problem.odd(name, reply)
        }
        return FoundAccount(
            remoteID: id, handle: handle, displayName: me["name"]?.string ?? handle,
            avatarURL: me["profile_image_url"]?.string, traits: X.traits(me), credentials: credentials, app: app)
    }

    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        guard XUserKeys(signedIn.credentials) == nil else { return .notNeeded }
        guard let token = signedIn.credentials.refreshToken else { return .signedOut(.lapsed(name)) }
        let call = X.tokenCall(OAuth2.refreshForm(token), signedIn.app)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: XUnit.token)
            guard reply.isSuccess,
                let fresh = reply.json.flatMap({ OAuth2.credentials($0, at: now, keeping: signedIn.credentials) })
            else { return X.errors.refreshed(of: X.complaint(reply)) }
            return .renewed(fresh)
        } catch { return error.refreshed }
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        do throws(LineFailure) {
            let reply = try await authorised(line, as: signedIn).call(X.meCall(signedIn.app), unit: XUnit.userRead)
            guard reply.isSuccess, let me = reply.json?["data"], let id = me["id"]?.string,
                let handle = me["username"]?.string
            else { return X.errors.identity(of: X.complaint(reply)) }
            return .known(
                remoteID: id, handle: handle, displayName: me["name"]?.string ?? handle, traits: X.traits(me))
        } catch { return error.identity }
    }

    /// Apps with a secret show it as HTTP Basic; public ones name themselves in the form.
    static func tokenCall(_ form: [(String, String)], _ app: AppKeys) -> Call {
        let isPublic = app.clientSecret.reveal().isEmpty
        return Call(
            .post, api(app) + "/2/oauth2/token", headers: isPublic ? [] : [OAuth2.basic(app)],
            body: .form(form + (isPublic ? [("client_id", app.clientID)] : [])))
    }

    static func meCall(_ app: AppKeys) -> Call {
        Call(
            .get, api(app) + "/2/users/me",
            query: [("user.fields", "profile_image_url,subscription_type,verified_type")])
    }

    /// A subscription allows long posts.
    static func traits(_ me: JSONValue) -> [String: JSONValue] {
        ["longPosts": .bool(["Premium", "PremiumPlus"].contains(me["subscription_type"]?.string))]
    }
}
