import Foundation
public import KicauCore

extension Bluesky {
    /// With an app password there is no second leg: one session is made here and only refreshed from then on. Without,
    /// the account's own server asks its person.
    public func beginSignIn(_ request: SignInRequest, via line: any Line) async throws(Problem) -> SignInStart {
        let handle = BlueskyIdentity.tidied(request.handle ?? "")
        guard !handle.isEmpty else {
            throw Problem(
                .badInput, "The handle is missing.", do: "Write the whole handle, like ayu.bsky.social.",
                field: "handle")
        }
        let app = request.app ?? AppKeys(clientID: "", clientSecret: Redacted(""))
        guard let password = request.password else {
            return try await beginRedirect(handle, request, app, via: line)
        }
        guard Bluesky.isAppPassword(password.reveal()) else {
            throw Problem(
                .wrongAppPassword, "This is not an app password; Kicau does not take your main password.",
                do: "Make one at Bluesky under Settings, Privacy and security, App passwords.", field: "password")
        }
        let named = request.server ?? ""
        if !named.isEmpty {
            let server = try Mastodon.origin(of: named)
            return .done([try await session(handle, password, server: server, did: nil, app, via: line)])
        }
        let identity = try await BlueskyIdentity.found(
            handle, plc: app.address("plc", "https://plc.directory"), via: line)
        return .done([try await session(handle, password, server: identity.server, did: identity.did, app, via: line)])
    }

    /// Four groups of four: main passwords are kept out.
    static func isAppPassword(_ text: String) -> Bool {
        let groups = text.split(separator: "-", omittingEmptySubsequences: false)
        return groups.count == 4
            && groups.allSatisfy { $0.count == 4 && $0.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } }
    }

    private func session(
        _ handle: String, _ password: Redacted<String>, server: String, did: String?, _ app: AppKeys,
        via line: any Line
    ) async throws(Problem) -> FoundAccount {
        let body: JSONValue = ["identifier": .string(handle), "password": .string(password.reveal())]
        let call = Call(.post, BlueskyWire.url(server, "com.atproto.server.createSession"), body: .json(body))
        let reply = try await line.answer(call, unit: BlueskyUnit.token, from: server)
        guard reply.isSuccess else {
            let complaint = Bluesky.complaint(reply)
            guard Bluesky.errors.meaning(of: complaint) == .token else { throw Bluesky.errors.problem(of: complaint) }
            throw Problem(
                .wrongAppPassword, "Bluesky does not take this handle and app password together.",
                do: "Check both, or make a new app password.", field: "password", cause: complaint.answer)
        }
        guard let body = reply.json, let id = body["did"]?.string,
            let credentials = Bluesky.credentials(body, at: reply.at), did == nil || did == id
        else { throw Problem.odd(name, reply) }
        let profile = await profile(id, server, via: line)
        let shown = body["handle"]?.string ?? handle
        let display = profile?["displayName"]?.string ?? ""
        return FoundAccount(
            remoteID: id, handle: shown, displayName: display.isEmpty ? shown : display, server: server,
            credentials: credentials, app: app)
    }

    /// The profile is a record like any other; without one the handle is the name.
    func profile(_ did: String, _ server: String, via line: any Line) async -> JSONValue? {
        let call = Call(
            .get, BlueskyWire.url(server, "com.atproto.repo.getRecord"),
            query: [("repo", did), ("collection", "app.bsky.actor.profile"), ("rkey", "self")])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.read)
            return reply.isSuccess ? reply.json?["value"] : nil
        } catch { return nil }
    }

    public func refresh(_ signedIn: SignedIn, now: Instant, via line: any Line) async -> Refreshed {
        guard let token = signedIn.credentials.refreshToken else { return .signedOut(.lapsed(name)) }
        if let binding = signedIn.credentials.binding {
            return await refresh(signedIn, token, bound: binding, now: now, via: line)
        }
        let call = Call(
            .post, BlueskyWire.url(signedIn.account.server, "com.atproto.server.refreshSession"),
            headers: [("authorization", Redacted("Bearer " + token.reveal()))])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.token)
            guard reply.isSuccess, let fresh = reply.json.flatMap({ Bluesky.credentials($0, at: now) }) else {
                return Bluesky.errors.refreshed(of: Bluesky.complaint(reply))
            }
            return .renewed(fresh)
        } catch { return error.refreshed }
    }

    public func whoAmI(_ signedIn: SignedIn, via line: any Line) async -> Identity {
        let line = proving(line, for: signedIn)
        let account = signedIn.account
        let call = Call(
            .get, BlueskyWire.url(account.server, "com.atproto.server.getSession"),
            headers: [signedIn.credentials.bearer])
        do throws(LineFailure) {
            let reply = try await line.call(call, unit: BlueskyUnit.identity)
            guard reply.isSuccess, let did = reply.json?["did"]?.string, let handle = reply.json?["handle"]?.string
            else { return Bluesky.errors.identity(of: Bluesky.complaint(reply)) }
            return .known(remoteID: did, handle: handle, displayName: account.displayName, traits: account.traits)
        } catch { return error.identity }
    }

    static func credentials(_ session: JSONValue, at now: Instant) -> Credentials? {
        guard let access = session["accessJwt"]?.string, let refresh = session["refreshJwt"]?.string else { return nil }
        return Credentials(
            accessToken: Redacted(access), refreshToken: Redacted(refresh),
            expires: expiry(ofToken: access) ?? now + .hours(1))
    }

    /// The end that an access token carries in its middle part.
    static func expiry(ofToken token: String) -> Instant? {
        let parts = token.split(separator: ".")
        guard parts.count == 3 else { return nil }
        var middle = parts[1].replacing("-", with: "+").replacing("_", with: "/")
        middle += String(repeating: "=", count: (4 - middle.count % 4) % 4)
        guard let data = Data(base64Encoded: String(middle)) else { return nil }
        let claims = Reply(status: 200, headers: [], body: Array(data), at: Instant(ms: 0)).json
        return claims?["exp"]?.int.map { Instant(ms: Int64($0) * 1000) }
    }
}
