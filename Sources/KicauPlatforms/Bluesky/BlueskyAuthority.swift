import KicauCore

/// The server that lets people in and gives out tokens for an account's own server; often the same one.
struct BlueskyAuthority {
    let issuer: String
    let authorise: String
    let push: String
    let token: String
    let revoke: String?

    /// The one that an account's server names (RFC 9728).
    static func found(behind server: String, via line: any Line) async throws(Problem) -> BlueskyAuthority {
        let call = Call(.get, server + "/.well-known/oauth-protected-resource", deadline: .seconds(10))
        let reply = try await line.answer(call, unit: BlueskyUnit.identity, from: server)
        guard ![404, 501].contains(reply.status) else { throw notOffered(server) }
        guard reply.isSuccess, let issuers = reply.json?["authorization_servers"]?.array, issuers.count == 1,
            let issuer = issuers[0].string
        else { throw Problem.odd(server, reply) }
        return try await named(issuer, via: line)
    }

    /// What it says of itself (RFC 8414): it has to be who it was asked as, and to do all that the AT Protocol asks.
    static func named(_ issuer: String, via line: any Line) async throws(Problem) -> BlueskyAuthority {
        guard Destination(issuer)?.origin == issuer else { throw notOffered(issuer) }
        let call = Call(.get, issuer + "/.well-known/oauth-authorization-server", deadline: .seconds(10))
        let reply = try await line.answer(call, unit: BlueskyUnit.identity, from: issuer)
        guard reply.isSuccess, let told = reply.json, told["issuer"]?.string == issuer,
            let authority = BlueskyAuthority(told, issuer: issuer)
        else { throw Problem.odd(issuer, reply) }
        return authority
    }

    private init?(_ told: JSONValue, issuer: String) {
        func lists(_ word: JSONValue, under name: String) -> Bool { told[name]?.array?.contains(word) == true }
        guard told["require_pushed_authorization_requests"]?.bool == true,
            told["client_id_metadata_document_supported"]?.bool == true,
            told["authorization_response_iss_parameter_supported"]?.bool == true,
            lists("ES256", under: "dpop_signing_alg_values_supported"),
            lists("S256", under: "code_challenge_methods_supported"), lists("atproto", under: "scopes_supported"),
            let authorise = told["authorization_endpoint"]?.string, BlueskyAuthority.isSafe(authorise, for: issuer),
            let push = told["pushed_authorization_request_endpoint"]?.string,
            let token = told["token_endpoint"]?.string
        else { return nil }
        self.issuer = issuer
        self.authorise = authorise
        self.push = push
        self.token = token
        revoke = told["revocation_endpoint"]?.string
    }

    /// The browser is sent there: to no other kind of address than the one that sends it.
    private static func isSafe(_ address: String, for issuer: String) -> Bool {
        guard let place = Destination(address) else { return false }
        return place.isSecure || place.origin == issuer
    }

    private static func notOffered(_ server: String) -> Problem {
        Problem(
            .notPossibleNow, "\(server) does not let people sign in on a page of its own.",
            do: "Connect the account with an app password.", field: "handle")
    }
}
