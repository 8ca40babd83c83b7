import KicauCore

/// Codes for tokens, short tokens for long ones.
extension GraphSimulator {
    static var dayMs: Int64 { 86_400_000 }
    static var longLifeMs: Int64 { 60 * 86_400_000 }
    static var shortLifeMs: Int64 { 3_600_000 }

    func lifeMs(_ usual: Int64) -> Int64 { ground.settings.tokenLifetimesMs[platform] ?? usual }

    func checkSecret(_ asked: GraphCall) throws(GraphError) {
        guard let secret = asked["client_secret"], secret == Client.rehearsal.secret else {
            throw GraphError(400, 1, "Error validating client secret.")
        }
    }

    func checkClient(_ asked: GraphCall) throws(GraphError) {
        guard let id = asked["client_id"], let client = ground.client(id) else {
            throw GraphError(400, 101, "Error validating application. Cannot get application info.")
        }
        guard asked["client_secret"] == client.secret else {
            throw GraphError(400, 1, "Error validating client secret.")
        }
    }

    /// The code a person brought back, once.
    func redeemed(_ asked: GraphCall) throws(GraphError) -> Code {
        try checkClient(asked)
        let code = try asked.required("code")
        let redemption = ground.redeem(
            code, client: asked["client_id"] ?? "", redirect: asked["redirect_uri"], verifier: asked["code_verifier"]
        )
        switch redemption {
        case .fine(let code): return code
        case .used: throw GraphError(400, 100, "This authorization code has been used.")
        case .expired: throw GraphError(400, 100, "This authorization code has expired.")
        case .unknown: throw GraphError(400, 100, "Invalid verification code format.")
        case .wrongClient: throw GraphError(400, 100, "Invalid client_id: the code was made for another app.")
        case .wrongRedirect:
            throw GraphError(400, 100, "Error validating verification code: redirect_uri is not the one of the dialog.")
        case .wrongVerifier: throw GraphError(400, 100, "Invalid code_verifier.")
        }
    }

    /// A token is refreshed when it is a day old and still alive.
    func checkAge(_ token: Token) throws(GraphError) {
        guard ground.nowMs - token.issuedMs >= Self.dayMs else {
            throw GraphError(400, 100, "The access token can be refreshed when it is at least 24 hours old.")
        }
    }

    func tokenJSON(_ token: Token) -> JSONValue {
        .members([
            "access_token": .string(token.value), "token_type": "bearer",
            "expires_in": token.expiresMs.map { .integer(($0 - token.issuedMs) / 1000) },
        ])
    }

    /// What is known of a token, alive or not.
    func debugged(_ asked: GraphCall) throws(GraphError) -> JSONValue {
        let inspector = try asked.required("access_token")
        if !isAppToken(inspector) { _ = try standingToken(inspector) }
        let value = try asked.required("input_token")
        guard let token = ground.token(value) else {
            let error = GraphError(400, 190, 467, "The access token could not be decrypted")
            return ["data": ["is_valid": false, "scopes": [], "error": errorMember(error)]]
        }
        var data: [String: JSONValue] = [
            "app_id": .string(token.client), "application": "Kicau", "user_id": .string(token.account),
            "type": .string(token.expiresMs == nil ? "PAGE" : "USER"),
            "expires_at": .integer((token.expiresMs ?? 0) / 1000), "issued_at": .integer(token.issuedMs / 1000),
            "data_access_expires_at": .integer((token.issuedMs + 90 * Self.dayMs) / 1000),
            "scopes": .array(token.scopes.filter { !$0.hasPrefix("-") }.map(JSONValue.string)), "is_valid": true,
        ]
        do {
            _ = try standingToken(value)
        } catch {
            data["is_valid"] = false
            data["error"] = errorMember(error)
        }
        return ["data": .object(data)]
    }

    private func errorMember(_ error: GraphError) -> JSONValue {
        .members([
            "code": .integer(Int64(error.code)), "subcode": error.subcode.map { .integer(Int64($0)) },
            "message": .string(error.message),
        ])
    }

    /// `id|secret`, or `XX|id|secret` as Threads writes it.
    func isAppToken(_ value: String) -> Bool {
        value.hasSuffix("\(Client.rehearsal.id)|\(Client.rehearsal.secret)")
    }
}
