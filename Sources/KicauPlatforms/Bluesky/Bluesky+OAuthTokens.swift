public import KicauCore

/// Tokens that are tied to a key: read, renewed, and given back.
extension Bluesky {
    /// Nil: it is no such token, or it does not let us in.
    static func credentials(_ answer: JSONValue, bound binding: KeyBinding, at now: Instant) -> Credentials? {
        guard answer["token_type"]?.string?.lowercased() == "dpop",
            let given = OAuth2.credentials(answer, at: now), given.scopes.contains("atproto")
        else { return nil }
        // Of a token whose end is not told the protocol's longest time is believed (atproto.com, OAuth, tokens).
        return Credentials(
            accessToken: given.accessToken, refreshToken: given.refreshToken,
            expires: given.expires ?? now + .minutes(30), scopes: given.scopes, binding: binding)
    }

    /// A refresh token is good for once: the keeper's lock sees to it that only one call has it, and that the new one is
    /// kept before anything is done with it.
    func refresh(
        _ signedIn: SignedIn, _ token: Redacted<String>, bound binding: KeyBinding, now: Instant, via line: any Line
    ) async -> Refreshed {
        guard let key = ES256Key(binding.key) else { return .signedOut(.lapsed(name)) }
        let authority: BlueskyAuthority
        do throws(Problem) {
            authority = try await BlueskyAuthority.named(binding.issuer, via: line)
        } catch {
            return .tryLater(now + .minutes(5), .unreachable("the server that renews the sign-in did not answer"))
        }
        let client = BlueskyClient(id: binding.clientID, app: signedIn.app)
        let form = OAuth2.refreshForm(token) + client.form(to: binding.issuer, at: now)
        do throws(LineFailure) {
            let call = Call(.post, authority.token, body: .form(form), deadline: .seconds(15))
            let reply = try await proving(line, with: key).call(call, unit: BlueskyUnit.token)
            guard reply.isSuccess, let answer = reply.json,
                let fresh = Bluesky.credentials(answer, bound: binding, at: reply.at)
            else { return Bluesky.errors.refreshed(of: Bluesky.complaint(reply)) }
            guard answer["sub"]?.string == signedIn.account.remoteID else { return .signedOut(.lapsed(name)) }
            return .renewed(fresh)
        } catch { return error.refreshed }
    }

    public func signOut(_ signedIn: SignedIn, now: Instant, via line: any Line) async {
        guard let token = signedIn.credentials.refreshToken else { return }
        do {
            guard let binding = signedIn.credentials.binding, let key = ES256Key(binding.key) else {
                let call = Call(
                    .post, BlueskyWire.url(signedIn.account.server, "com.atproto.server.deleteSession"),
                    headers: [("authorization", Redacted("Bearer " + token.reveal()))], deadline: .seconds(5))
                _ = try await line.call(call, unit: BlueskyUnit.token)
                return
            }
            let authority = try await BlueskyAuthority.named(binding.issuer, via: line)
            guard let revoke = authority.revoke else { return }
            let client = BlueskyClient(id: binding.clientID, app: signedIn.app)
            let form = [("token", token.reveal())] + client.form(to: binding.issuer, at: now)
            let call = Call(.post, revoke, body: .form(form), deadline: .seconds(5))
            _ = try await proving(line, with: key).call(call, unit: BlueskyUnit.token)
        } catch {}  // whatever it says, our copy is gone
    }
}
