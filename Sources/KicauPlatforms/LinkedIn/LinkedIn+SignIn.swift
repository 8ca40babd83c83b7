public import KicauCore

extension LinkedIn {
    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        guard let app = request.app else { throw AppKeys.missing(name) }
        let url = OAuth2.authorizeURL(
            LinkedInWire.web(app) + "/oauth/v2/authorization", app: app, request: request,
            scopes: LinkedIn.scopes(app, members: signIn.scopes).joined(separator: " "))
        return .redirect(to: url, app: app)
    }

    public func finishSignIn(_ callback: SignInCallback, via line: any Line) async throws(Problem) -> [FoundAccount] {
        let code = try OAuth2.code(of: callback, network: name)
        let app = callback.app
        let form = OAuth2.codeForm(code, callback) + OAuth2.client(app)
        let reply = try await line.answer(LinkedIn.tokenCall(form, app), unit: LinkedInUnit.token, from: name)
        guard reply.isSuccess else { throw LinkedIn.errors.problem(of: LinkedIn.complaint(reply)) }
        guard let credentials = reply.json.flatMap({ OAuth2.credentials($0, at: reply.at) }) else {
            throw Problem.odd(name, reply)
        }
        if app.addresses["audience"] == "organisations" {
            return try await organisations(credentials, app, via: line)
        }
        return [try await member(credentials, app, via: line)]
    }

    private func member(
        _ credentials: Credentials, _ app: AppKeys, via line: any Line
    ) async throws(Problem) -> FoundAccount {
        let reply = try await line.answer(LinkedIn.meCall(credentials, app), unit: LinkedInUnit.identity, from: name)
        guard reply.isSuccess else { throw LinkedIn.errors.problem(of: LinkedIn.complaint(reply)) }
        guard let me = LinkedIn.member(in: reply) else { throw Problem.odd(name, reply) }
        let shown = me.name ?? me.id
        return FoundAccount(
            remoteID: "urn:li:person:\(me.id)", handle: shown, displayName: shown, avatarURL: me.picture,
            credentials: credentials, app: app)
    }

    private func organisations(
        _ credentials: Credentials, _ app: AppKeys, via line: any Line
    ) async throws(Problem) -> [FoundAccount] {
        let reply = try await line.answer(LinkedIn.rolesCall(credentials, app), unit: LinkedInUnit.identity, from: name)
        guard reply.isSuccess else { throw LinkedIn.errors.problem(of: LinkedIn.complaint(reply)) }
        let urns = LinkedIn.organisations(in: reply)
        guard !urns.isEmpty else {
            throw Problem(
                .signInRefused, "You administer no organisation on LinkedIn.",
                do: "Ask an administrator of the page to make you one, then connect again.")
        }
        var found: [FoundAccount] = []
        for urn in urns.prefix(50) {
            let number = urn.split(separator: ":").last.map(String.init) ?? ""
            let call = Call(
                .get, LinkedInWire.api(app) + "/rest/organizations/" + PercentEncoding.encoded(number),
                headers: LinkedInWire.headers(credentials, app))
            let about = try await line.answer(call, unit: LinkedInUnit.identity, from: name)
            let shown = about.json?["localizedName"]?.string ?? urn
            found.append(
                FoundAccount(
                    remoteID: urn, handle: about.json?["vanityName"]?.string ?? shown, displayName: shown,
                    credentials: credentials, app: app))
        }
        return found
    }

    /// Most apps get no refresh token: then the person comes back every sixty days.
    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        guard let token = signedIn.credentials.refreshToken else {
            guard let expires = signedIn.credentials.expires, expires <= now else { return .notNeeded }
            return .signedOut(.lapsed(name))
        }
        let form = OAuth2.refreshForm(token) + OAuth2.client(signedIn.app)
        do throws(LineFailure) {
            let reply = try await line.call(LinkedIn.tokenCall(form, signedIn.app), unit: LinkedInUnit.token)
            guard reply.isSuccess,
                let fresh = reply.json.flatMap({ OAuth2.credentials($0, at: now, keeping: signedIn.credentials) })
            else { return LinkedIn.errors.refreshed(of: LinkedIn.complaint(reply)) }
            return .renewed(fresh)
        } catch { return error.refreshed }
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let account = signedIn.account
        let call =
            account.isOrganisation
            ? LinkedIn.rolesCall(signedIn.credentials, signedIn.app)
            : LinkedIn.meCall(signedIn.credentials, signedIn.app)
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: LinkedInUnit.identity)
            guard reply.isSuccess else { return LinkedIn.errors.identity(of: LinkedIn.complaint(reply)) }
            if account.isOrganisation {
                return LinkedIn.organisations(in: reply).contains(account.remoteID)
                    ? .known(
                        remoteID: account.remoteID, handle: account.handle, displayName: account.displayName,
                        traits: account.traits)
                    : .signedOut(LinkedIn.noLongerAdministrator)
            }
            guard let me = LinkedIn.member(in: reply) else {
                return .couldNotAsk(.platformBusy(answer: reply.words))
            }
            let shown = me.name ?? account.displayName
            return .known(
                remoteID: "urn:li:person:\(me.id)", handle: shown, displayName: shown, traits: account.traits)
        } catch { return error.identity }
    }

    private static let noLongerAdministrator = Refusal(
        .permission, "You no longer administer this organisation on LinkedIn.",
        do: "Ask an administrator of the page to make you one again.")

    static func tokenCall(_ form: [(String, String)], _ app: AppKeys) -> Call {
        Call(.post, LinkedInWire.web(app) + "/oauth/v2/accessToken", body: .form(form))
    }

    static func rolesCall(_ credentials: Credentials, _ app: AppKeys) -> Call {
        Call(
            .get, LinkedInWire.api(app) + "/rest/organizationAcls",
            query: [("q", "roleAssignee"), ("role", "ADMINISTRATOR"), ("state", "APPROVED")],
            headers: LinkedInWire.headers(credentials, app) + [("x-restli-method", Redacted("FINDER"))])
    }

    /// The member's name has changed between versions.
    static func organisations(in reply: Reply) -> [String] {
        let urns = (reply.json?["elements"]?.array ?? []).compactMap { role in
            (role["organization"] ?? role["organizationTarget"] ?? role["organizationalTarget"])?.string
        }
        return urns.filter { $0.hasPrefix("urn:li:organization:") }
    }
}
