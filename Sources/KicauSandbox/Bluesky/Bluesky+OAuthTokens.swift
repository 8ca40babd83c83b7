import KicauCore

/// Tokens that are worth something only with proof of a key: given for a code, renewed, ended, and looked at.
extension BlueskySimulator {
    static let boundAccessLifeMs: Int64 = 30 * 60_000
    /// A client that proves itself is trusted longer.
    private static let provedLifeMs: Int64 = 180 * 86_400_000
    private static let unprovedLifeMs: Int64 = 14 * 86_400_000

    func addOAuthTokenRoutes(to routes: inout Routes) {
        routes.on("POST", "/oauth/token", at: .token) { call in try await answered { try await token(call) } }
        routes.on("POST", "/oauth/revoke", at: .token) { call in try await answered { try await revoke(call) } }
    }

    private func token(_ call: Call) async throws -> Reply {
        let thumbprint = try thumbprint(of: call)
        let form = call.form
        let client = try await oauthClient(in: form, nowMs: call.nowMs)
        switch form["grant_type"] {
        case "authorization_code":
            let code = try redeemed(form, client, thumbprint)
            return answer(code.account, code.scopes, client, thumbprint, grant: ground.secret(16))
        case "refresh_token":
            let old = try renewed(form["refresh_token"] ?? "", client, thumbprint)
            return answer(old.account, old.scopes, client, thumbprint, grant: old.grant)
        default:  // the other side's word, not an enum of ours
            throw OAuthError.refused("unsupported_grant_type", "This grant type is not supported")
        }
    }

    private func redeemed(_ form: Pairs, _ client: OAuthClient, _ thumbprint: String) throws -> Code {
        let redemption = ground.redeem(
            form["code"] ?? "", client: client.id, redirect: form["redirect_uri"], verifier: form["code_verifier"])
        guard case .fine(let code) = redemption else { throw OAuthError.refused("invalid_grant", "Invalid code") }
        guard code.own["thumbprint"]?.string == thumbprint else {
            throw OAuthError.refused("invalid_grant", "The code was asked for with another DPoP key")
        }
        return code
    }

    /// Good for once. Shown again it ends the whole sign-in: one of two who have it must have stolen it.
    private func renewed(_ value: String, _ client: OAuthClient, _ thumbprint: String) throws -> Token {
        let bad = OAuthError.refused("invalid_grant", "Invalid refresh token")
        guard let known = ground.token(value), known.kind == .refresh, known.client == client.id,
            known.secret == thumbprint
        else { throw bad }
        switch ground.spend(value) {
        case .live(let token): return token
        case .spent(let token):
            ground.revoke(grant: token.grant)
            throw bad
        case .expired, .revoked, .unknown: throw bad
        }
    }

    private func answer(
        _ account: String, _ scopes: [String], _ client: OAuthClient, _ thumbprint: String, grant: String
    ) -> Reply {
        let lifeMs = ground.settings.tokenLifetimesMs[platform] ?? Self.boundAccessLifeMs
        let refreshMs =
            ground.settings.tokenLifetimesMs["\(platform).refresh"]
            ?? (client.provesItself ? Self.provedLifeMs : Self.unprovedLifeMs)
        let access = ground.issue(
            .access, to: account, client: client.id, scopes: scopes, lifeMs: lifeMs, grant: grant,
            value: "tok-" + ground.secret(48), secret: thumbprint)
        let refresh = ground.issue(
            .refresh, to: account, client: client.id, scopes: scopes, lifeMs: refreshMs, grant: grant,
            value: "ref-" + ground.secret(48), secret: thumbprint)
        return .json([
            "access_token": .string(access.value), "token_type": "DPoP", "refresh_token": .string(refresh.value),
            "scope": .string(scopes.joined(separator: " ")), "expires_in": .integer(lifeMs / 1000),
            "sub": .string(account),
        ])
    }

    /// A token that is not known is a yes as well (RFC 7009).
    private func revoke(_ call: Call) async throws -> Reply {
        _ = try thumbprint(of: call)
        let form = call.form
        let client = try await oauthClient(in: form, nowMs: call.nowMs)
        if let token = form["token"].flatMap({ ground.token($0) }), token.client == client.id {
            ground.revoke(grant: token.grant)
        }
        return .json([:])
    }

    /// Who calls with a token that is tied to a key.
    func caller(provingIn call: Call, _ value: String, needing scope: String?) throws -> Person {
        guard case .live(let token) = ground.standing(of: value), token.kind == .access, let bound = token.secret,
            let person = ground.person(token.account)
        else { throw unauthorised("invalid_token", "InvalidToken", "Token is expired, revoked or unknown") }
        do throws(KeyProof.Flaw) {
            let proof = try KeyProof(of: call, at: ground.origin, token: value, nonce: nonce)
            guard proof.thumbprint == bound else { throw KeyProof.Flaw.bad("DPoP key mismatch") }
            guard keep(proof, nowMs: call.nowMs) else { throw KeyProof.Flaw.bad("DPoP proof replayed") }
        } catch {
            switch error {
            case .wantsNonce:
                throw unauthorised(
                    "use_dpop_nonce", "use_dpop_nonce", "Resource server requires nonce in DPoP proof")
            case .bad(let why): throw unauthorised("invalid_dpop_proof", "invalid_dpop_proof", why)
            }
        }
        guard scope.map(token.scopes.contains) ?? true else {
            throw Refused(XRPCError.reply(403, "insufficient_scope", "Missing scope: \(scope ?? "")"))
        }
        return person
    }

    private func unauthorised(_ error: String, _ name: String, _ why: String) -> Refused {
        Refused(
            XRPCError.reply(401, name, why)
                .with("WWW-Authenticate", "DPoP error=\"\(error)\", error_description=\"\(why)\"")
                .with("DPoP-Nonce", nonce.text(atMs: ground.nowMs)))
    }
}
